import HTTP
import HTTPServer

/// The program that nginx is compared with, and that crowds and floods are sent to: one page, one
/// reader of bodies and one question that is never answered, on one port of this machine.
@main
struct HelloServer {
    static func main() async throws {
        let words = CommandLine.arguments
        guard [3, 5].contains(words.count), let port = UInt16(words[1]) else { throw Usage() }
        let page = Array(words[2].utf8)
        var router = Router()
        router.on(.get, "/") { _ in
            Response(headers: ["Content-Type": "text/html"], body: .bytes(page))
        }
        router.on(.post, "/", bodyBytesMax: 1 << 30, reading: .streamed) { request in
            try await request.body.read { _ in }
            return Response(.noContent)
        }
        router.on(.get, "/wait", atDrain: .isCancelled) { _ in
            let (never, _) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            throw CancellationError()
        }
        var configuration = HTTPServer.Configuration(listen: .address("127.0.0.1", port: port))
        configuration.limits.connectionsMax = 15_000
        configuration.limits.connectionsPerAddressMax = nil
        configuration.limits.requestsPerConnectionMax = .max
        configuration.deadlines.idleSeconds = 600
        if words.count == 5 {
            configuration.tls = TLSFiles(certificatePath: words[3], keyPath: words[4])
        }
        try await HTTPServer(configuration, router: router).run()
    }

    /// It is called with a port and the text of its page, and for TLS with a certificate and a key.
    struct Usage: Error {}
}
