import HTTP
import HTTPClient
import JSON
import Machine
import PostgreSQL
import Synchronization
import TestPostgreSQL
import Testing

/// A team's server: the real program on a port of its own, with one book.
final class Office: Sendable {
    let world: World
    /// What the program is told, whatever it does.
    let flags: [String]
    /// The database, where the test and not the server provides it.
    let settings: ConnectionSettings?
    /// What its environment says beside.
    private let variables: [String: String]
    let port = Port.free()
    private let server = Mutex<RunningProgram?>(nil)
    private let client = HTTPClient()

    init(
        in world: World, flags: [String], settings: ConnectionSettings? = nil,
        variables: [String: String] = [:]
    ) {
        self.variables = variables
        self.world = world
        self.flags = flags
        self.settings = settings
    }

    /// Where laptops find it.
    var address: String { "http://127.0.0.1:\(port)" }

    /// Lends a world and an office with one book, in a database of its own on the shared cluster.
    static func with(_ body: @Sendable (World, Office) async throws -> Void) async throws {
        try await unstarted { office in
            try await office.serve()
            try await body(office.world, office)
            await office.kill()
        }
    }

    /// Lends the same with no server running.
    static func unstarted(_ body: @Sendable (Office) async throws -> Void) async throws {
        try await World.with { world in
            try await TestDatabase.with(template: "office", preparedBy: Self.prepare) { settings in
                let flags = ["--database-url", try await settings.url()]
                try await body(Office(in: world, flags: flags, settings: settings))
            }
        }
    }

    /// Starts the server and waits until it listens.
    @discardableResult
    func begin() async throws -> RunningProgram {
        let words = ["serve", "--listen", "127.0.0.1:\(port)"] + flags
        let running = try await world.start(Programs.server(words, place), called: "server")
        server.withLock { $0 = running }
        try await running.says("listening")
        return running
    }

    /// Starts the server and waits until it is ready.
    @discardableResult
    func serve() async throws -> RunningProgram {
        let running = try await begin()
        try await until("the server is ready") { try await readiness() == 200 }
        return running
    }

    /// Ends the server as a power cut would.
    func kill() async {
        guard let running = server.withLock({ $0.take() }) else { return }
        running.program.kill()
        _ = await running.program.wait()
    }

    /// Asks the server to end, and tells the code that it left.
    func stop(secondsMax: Int = 60) async throws -> Int32? {
        try await askToEnd().ends(secondsMax: secondsMax)
    }

    /// Asks the server to end.
    func askToEnd() throws -> RunningProgram {
        guard let running = server.withLock({ $0.take() }) else {
            throw Trouble(description: "No server runs.")
        }
        running.program.terminate()
        return running
    }

    /// What `/readyz` answers.
    func readiness() async throws -> Int { try await get("readyz").status.code }

    /// What a line of `/metrics` says.
    func metric(_ name: String) async throws -> String? {
        let text = String(decoding: try await get("metrics").body.collected(), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line.map { String($0.dropFirst(name.count + 1)) }
    }

    /// What the server answers on one of its paths.
    func get(_ path: String) async throws -> Response {
        try await client.send(
            Request(.get, Target([path])), to: .http(host: "127.0.0.1", port: port))
    }

    /// What the server answers to an empty message below one of its paths.
    func post(_ path: [String], showing authorization: String?) async throws -> Response {
        var headers: Headers = ["Content-Type": "application/octet-stream"]
        headers["Authorization"] = authorization
        return try await client.send(
            Request(.post, Target(path), headers: headers),
            to: .http(host: "127.0.0.1", port: port))
    }

    /// Where the server keeps its files.
    private var place: [String: String] {
        variables.merging(["COUNTERFOIL_DATA_DIRECTORY": world.directory + "/office"]) {
            given, _ in given
        }
    }

    /// Types one of the server's other commands.
    func type(_ words: String...) async throws -> Reply { try await type(words: words) }

    /// Types one of the server's other commands.
    func type(words: [String]) async throws -> Reply {
        try await Reply(of: Programs.server(words + flags, place))
    }

    /// A code for one more laptop.
    func invite() async throws -> String {
        let reply = try await type("admin", "device", "invite", "--json")
        try #require(reply.code == 0, "\(reply.complaint)")
        return try #require(try reply.json["code"]?.string)
    }

    /// Makes the schema and one book.
    static func prepare(_ settings: ConnectionSettings) async throws {
        let words = ["admin", "book", "create", "Baker & Sons"]
        let reply = try await Reply(
            of: Programs.server(words + ["--database-url", try await settings.url()], [:]))
        // Thrown rather than required: every test that waits for the template hears of it.
        guard reply.code == 0 else { throw Trouble(description: reply.complaint) }
    }
}
