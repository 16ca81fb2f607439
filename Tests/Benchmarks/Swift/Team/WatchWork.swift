import AgentLink
import AgentStore
import Bytes
import Crypto
import HTTPClient
import Machine
import PostgreSQL
import ServerStore
import Sync

/// A laptop that writes, one that sees, and many that watch as well.
struct WatchWork: Sendable {
    private let writer: RealLaptop
    private let observer: RealLaptop
    private let crowd: [Task<Void, Never>]
    private let server: TeamServer
    private let book: BookID

    init(agentsCount: Int, on server: TeamServer, in scratch: Scratch) async throws {
        self.server = server
        book = try await server.book()
        writer = try await RealLaptop("writer", of: book, on: server, in: scratch)
        observer = try await RealLaptop("observer", of: book, on: server, in: scratch)
        let client = HTTPClient(Correspondence.settings)
        var random = SystemRandomNumberGenerator()
        var crowd: [Task<Void, Never>] = []
        for _ in 2..<agentsCount {
            let watcher = try await Correspondence(
                .random(using: &random), of: book, on: server, by: client)
            crowd.append(Task { await Self.watch(as: watcher) })
        }
        self.crowd = crowd
        // The first one brings everybody to the same point.
        _ = try await commits(3)
    }

    private static func watch(as watcher: Correspondence) async {
        var point = LogPoint.start
        while !Task.isCancelled {
            let letter = Session.Letter.pull(Pull(points: [point], waitSeconds: 50))
            guard let reply = try? await watcher.ask(letter), case .page(let page) = reply else {
                continue
            }
            point = page.end
        }
    }

    /// Commits, and how long each took to be seen.
    func commits(_ count: Int) async throws -> [Double] {
        var seconds: [Double] = []
        for _ in 0..<count {
            let start = ContinuousClock.now
            let key = try await writer.save()
            while try await !observer.sees(key) {
                guard ContinuousClock.now - start < .seconds(30) else {
                    throw BenchmarkFailure.refused("A commit was not seen within 30 seconds.")
                }
                try await Task.sleep(for: .microseconds(500))
            }
            seconds.append((ContinuousClock.now - start) / .seconds(1))
            // Whoever watches has asked again before the next one, as between people's commits.
            try await Task.sleep(for: .milliseconds(100))
        }
        return seconds
    }

    /// What is told by one connection until another one hears it.
    func notices(_ count: Int) async throws -> [Double] {
        let listener = server.listener(to: "bench")
        let speaker = try await server.connection()
        var events = listener.events.makeAsyncIterator()
        _ = await events.next()
        var seconds: [Double] = []
        for _ in 0..<count {
            let start = ContinuousClock.now
            try await speaker.execute("SELECT pg_notify('bench', \(book.text))")
            _ = await events.next()
            seconds.append((ContinuousClock.now - start) / .seconds(1))
        }
        listener.stop()
        await speaker.close()
        return seconds
    }

    func close() async {
        for watcher in crowd { watcher.cancel() }
        await writer.close()
        await observer.close()
    }
}

/// A laptop with its real store and its real link.
private struct RealLaptop: Sendable {
    private let store: AgentStore
    private let link: Synchronizer
    private let path: String

    init(_ name: String, of book: BookID, on server: TeamServer, in scratch: Scratch) async throws {
        path = "\(scratch.path)/\(name).sqlite"
        store = try await AgentStore.open(at: path)
        link = Synchronizer(store: store, key: try SigningKey())
        try await link.enrol(
            at: try ServerAddress("http://127.0.0.1:\(server.port)"),
            code: try await server.code(for: book), name: name)
    }

    /// Saves a new client, and says so to the link.
    func save() async throws -> RecordKey {
        let key = RecordKey(
            collection: 1, id: try store.desk.mint(at: milliseconds))
        _ = try await store.desk.save(at: milliseconds) { _, _ in
            [(Life.register, Life.alive.value), (2, .text("Baker & Sons"))].map { register, value in
                Write(
                    address: RegisterAddress(record: key, register: register), value: value,
                    replaces: [])
            }
        }
        await link.nudge()
        return key
    }

    func sees(_ key: RecordKey) async throws -> Bool {
        try await !store.desk.record(key).registers.isEmpty
    }

    func close() async {
        await link.stop()
        await store.close()
    }

    private var milliseconds: UInt64 { UInt64(clamping: SystemClock().unixMilliseconds()) }
}
