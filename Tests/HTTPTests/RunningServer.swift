import Glibc
import HTTP
import HTTPClient
import HTTPServer
import Synchronization
import Testing

/// Runs a server on a port of its own while a test looks at it.
func withServer<Result>(
    _ adjust: (inout HTTPServer.Configuration) -> Void = { _ in },
    routes: (inout Router) -> Void,
    _ body: (RunningServer) async throws -> Result
) async throws -> Result {
    var configuration = HTTPServer.Configuration(listen: .address("127.0.0.1", port: 0))
    adjust(&configuration)
    var router = Router()
    routes(&router)
    let notes = Notes()
    configuration.hooks.answered = { notes.add($0) }
    configuration.hooks.failed = { notes.add($0, $1) }
    configuration.hooks.connected = { notes.add(connection: $0) }
    let server = HTTPServer(configuration, router: router)
    let address = try server.start()
    do {
        let result = try await body(
            RunningServer(server: server, address: address, notes: notes))
        await server.stop()
        return result
    } catch {
        await server.stop()
        throw error
    }
}

struct RunningServer {
    let server: HTTPServer
    let address: HTTPServer.Address
    let notes: Notes
    let client = HTTPClient()

    var port: UInt16 {
        if case .port(let port) = address { port } else { 0 }
    }

    var origin: Origin {
        switch address {
        case .port(let port): .http(host: "127.0.0.1", port: port)
        case .path(let path): .unix(path: path)
        }
    }

    func send(_ request: Request) async throws -> Response {
        try await client.send(request, to: origin)
    }

    func get(_ target: Target) async throws -> Response {
        try await send(Request(.get, target))
    }
}

/// What a server told its hooks.
final class Notes: Sendable {
    private let state = Mutex(State())

    struct State {
        var accesses: [HTTPServer.Access] = []
        var errors: [(name: String, requestID: String)] = []
        var connectionCount = 0
        var connectionCountMax = 0
        /// Whether nobody came yet.
        var isUntouched = true
    }

    var seen: State { state.withLock { $0 } }

    func add(_ access: HTTPServer.Access) { state.withLock { $0.accesses.append(access) } }

    func add(_ error: any Error, _ id: String) {
        state.withLock { $0.errors.append(("\(error)", id)) }
    }

    func add(connection change: Int) {
        state.withLock { state in
            state.connectionCount += change
            state.connectionCountMax = max(state.connectionCountMax, state.connectionCount)
            state.isUntouched = false
        }
    }
}

/// Waits until a condition holds, looking again and again; far beyond any honest wait it gives up.
func eventually(
    _ condition: () async throws -> Bool, _ location: SourceLocation = #_sourceLocation
) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while try await !condition() {
        guard ContinuousClock.now < end else {
            Issue.record("it never came true", sourceLocation: location)
            return
        }
        try await Task.sleep(for: .milliseconds(2))
    }
}

extension Response {
    /// The body as text.
    var text: String {
        get async throws { String(decoding: try await body.collected(), as: UTF8.self) }
    }
}

/// A directory of a test's own, removed afterwards.
func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    var template = Array((P_tmpdir + "/counterfoil-http-XXXXXX").utf8CString)
    let path = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer { removeDirectory(path) }
    return try await body(path)
}

private func removeDirectory(_ path: String) {
    if let directory = opendir(path) {
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { unlink(path + "/" + name) }
        }
        closedir(directory)
    }
    rmdir(path)
}
