import HTTP
import HTTPClient
import HTTPServer
import Synchronization

/// Stands between a store and the object service and does to the traffic what networks do.
///
/// Of requests with a condition it lets one pass at a time: the object service looks whether there
/// is something and then writes, and two may look at once, which public services rule out.
final class Gateway: Sendable {
    /// What befalls one request.
    enum Fate: Sendable {
        /// The service is said to be overloaded.
        case turnedAway
        /// The answer breaks off in the middle of its body.
        case cutInTheMiddle
        /// The request is done, and its answer is lost.
        case answerLost
        /// One bit of the answer is another.
        case flipped
        /// Nothing comes.
        case silent
        /// The service does not know what is asked for.
        case unknown
    }

    struct Cut: Error {}

    private let fates: Mutex<[String: [Fate]]>
    private let count = Mutex(0)
    private let turn = Turn()
    private let client = HTTPClient()
    private let service: Origin

    private init(_ service: Origin, _ fates: [String: [Fate]]) {
        self.service = service
        self.fates = Mutex(fates)
    }

    /// How many requests came by.
    var requestCount: Int { count.withLock { $0 } }

    /// Runs a gateway for a test: of each method the first requests meet the fates listed.
    static func with<Result>(
        before service: Origin, _ fates: [String: [Fate]],
        _ body: (Gateway, Origin) async throws -> Result
    ) async throws -> Result {
        let gateway = Gateway(service, fates)
        var router = Router()
        var pattern = ""
        for depth in 1...8 {
            pattern += "/{p\(depth)}"
            for method in [Method.get, .put, .post, .delete, .head] {
                router.on(method, pattern, bodyBytesMax: 64 << 20) { request in
                    try await gateway.pass(request)
                }
            }
        }
        var configuration = HTTPServer.Configuration(listen: .address("127.0.0.1", port: 0))
        configuration.deadlines.drain = .zero
        let server = HTTPServer(configuration, router: router)
        guard case .port(let port) = try server.start() else { throw Cut() }
        do {
            let result = try await body(gateway, .http(host: "127.0.0.1", port: port))
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    private func pass(_ request: Request) async throws -> Response {
        count.withLock { $0 += 1 }
        let fate: Fate? = fates.withLock { fates in
            guard fates[request.method.name]?.isEmpty == false else { return nil }
            return fates[request.method.name]?.removeFirst()
        }
        switch fate {
        case .turnedAway:
            return .text("<Error><Code>SlowDown</Code></Error>", status: .serviceUnavailable)
        case .unknown:
            return .text("<Error><Code>NotImplemented</Code></Error>", status: Status(501))
        case .silent:
            let (never, _) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            throw CancellationError()
        default:
            let isConditional = request.headers["If-None-Match"] != nil
            if isConditional { await turn.take() }
            defer { if isConditional { turn.pass() } }
            return try await changed(try await forward(request), fate)
        }
    }

    // The signature covers the host that the sender spoke to, so that is handed on.
    private func forward(_ request: Request) async throws -> Response {
        var onward = Request(
            request.method, request.target, headers: request.headers, body: request.body)
        for name in ["Content-Length", "Connection", "Expect"] { onward.headers[name] = nil }
        return try await client.send(onward, to: service)
    }

    private func changed(_ response: Response, _ fate: Fate?) async throws -> Response {
        var response = response
        response.headers["Connection"] = nil
        let bytes = try await response.body.collected()
        switch fate {
        case .cutInTheMiddle:
            response.body = .stream { write in
                try await write(Array(bytes.prefix(bytes.count / 2)))
                throw Cut()
            }
        case .answerLost:
            response.body = .stream { _ in throw Cut() }
        case .flipped:
            response.body = .bytes([bytes[0] ^ 1] + bytes.dropFirst())
        default: break
        }
        return response
    }
}
