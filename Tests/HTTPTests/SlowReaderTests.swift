import HTTP
import HTTPServer
import Testing

/// Clients that ask for much and take little of it.
struct SlowReaderTests {
    private static func routes(_ router: inout Router) {
        let megabytes = [UInt8](repeating: 7, count: 64 << 20)
        router.on(.get, "/bytes") { _ in Response(body: .bytes(megabytes)) }
        router.on(.get, "/stream") { _ in
            Response(
                body: .stream { write in
                    while true { try await write([UInt8](repeating: 7, count: 65_536)) }
                })
        }
    }

    @Test(arguments: ["/bytes", "/stream"])
    func `a reader that takes an answer too slowly is cut off`(path: String) async throws {
        try await withServer(
            { configuration in
                configuration.deadlines.body = .milliseconds(200)
                configuration.limits.bytesPerSecondMin = 1 << 30
            }, routes: Self.routes,
            { server in
                let raw = try RawConnection(port: server.port)
                raw.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                try await eventually { server.notes.seen.accesses.count == 1 }
                #expect(server.notes.seen.accesses.first?.isComplete == false)
                raw.finishSending()
            })
    }

    @Test func `the last of a number of requests closes the connection`() async throws {
        try await withServer(
            { $0.limits.requestsPerConnectionMax = 3 },
            routes: { $0.on(.get, "/a") { _ in .text("fine") } },
            { server in
                let raw = try RawConnection(port: server.port)
                raw.send(String(repeating: "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", count: 5))
                let text = await raw.read()
                #expect(text.split(separator: "HTTP/1.1 200 OK").count == 3)
                #expect(text.contains("Connection: close"))
            })
    }
}
