import HTTP
import HTTPServer

/// The program that nginx is compared with: one page on one port of this machine.
@main
struct HelloServer {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 3, let port = UInt16(words[1]) else { throw Usage() }
        let page = Array(words[2].utf8)
        var router = Router()
        router.on(.get, "/") { _ in
            Response(headers: ["Content-Type": "text/html"], body: .bytes(page))
        }
        let listen = HTTPServer.Listen.address("127.0.0.1", port: port)
        try await HTTPServer(HTTPServer.Configuration(listen: listen), router: router).run()
    }

    /// It is called with a port and the text of its page.
    struct Usage: Error {}
}
