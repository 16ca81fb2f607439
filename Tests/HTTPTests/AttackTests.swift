import HTTP
import HTTPServer
import Testing

/// What arrives when nobody keeps to the rules, sent byte by byte over a raw socket.
struct AttackTests {
    private static func routes(_ router: inout Router) {
        router.on(.get, "/a") { _ in .text("fine") }
        router.on(.post, "/a") { request in
            .text("\(try await request.body.collected().count) bytes")
        }
        router.on(.get, "/files/{name}") { .text($0.parameters["name"] ?? "") }
    }

    private func answer(
        to request: String, _ adjust: (inout HTTPServer.Configuration) -> Void = { _ in }
    ) async throws -> String {
        try await withServer(adjust, routes: Self.routes) { server in
            let raw = try RawConnection(port: server.port)
            raw.send(request)
            return await raw.read()
        }
    }

    @Test func `a header that trickles in is cut off at its deadline`() async throws {
        try await withServer({ $0.deadlines.header = .milliseconds(200) }, routes: Self.routes) {
            server in
            let raw = try RawConnection(port: server.port)
            raw.send("GET /a HTTP/1.1\r\nHost: a\r\n")
            // Each byte would renew a deadline that counted from the last one.
            try await eventually {
                raw.send("X")
                return server.notes.seen.connectionCount == 0
                    && !server.notes.seen.isUntouched
            }
            #expect(await raw.read() == "")
        }
    }

    @Test func `a body that trickles in is cut off at its deadline`() async throws {
        try await withServer({ $0.deadlines.body = .milliseconds(200) }, routes: Self.routes) {
            server in
            let raw = try RawConnection(port: server.port)
            raw.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            try await eventually {
                raw.send("X")
                return server.notes.seen.connectionCount == 0
                    && !server.notes.seen.isUntouched
            }
            #expect(await raw.read() == "")
        }
    }

    @Test func `a connection that says nothing is closed`() async throws {
        try await withServer({ $0.deadlines.header = .milliseconds(100) }, routes: Self.routes) {
            server in
            let raw = try RawConnection(port: server.port)
            #expect(await raw.read() == "")
        }
    }

    @Test func `a kept connection that says nothing more is closed`() async throws {
        try await withServer(
            { configuration in
                configuration.deadlines.idleSeconds = 1
                configuration.deadlines.header = .milliseconds(100)
            }, routes: Self.routes,
            { server in
                let raw = try RawConnection(port: server.port)
                raw.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(await raw.read().hasSuffix("fine"))
            })
    }

    @Test func `a header that is too long is told so`() async throws {
        let field = "X-A: \(String(repeating: "a", count: 4_200))\r\n"
        let text = try await answer(to: "GET /a HTTP/1.1\r\nHost: a\r\n\(field)\r\n")
        #expect(text.hasPrefix("HTTP/1.1 431 "))
        #expect(text.contains(#""error":"headers_too_large""#))
    }

    @Test func `a header that never ends is told so`() async throws {
        let text = try await withServer(routes: Self.routes) { server in
            let raw = try RawConnection(port: server.port)
            raw.send("GET /a HTTP/1.1\r\nHost: a\r\n")
            let field = "X-A: \(String(repeating: "a", count: 1_000))\r\n"
            for _ in 0..<1_000 where !raw.send(field) { break }
            return await raw.read()
        }
        #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 431 "))
    }

    @Test func `too many header fields are told so`() async throws {
        let fields = (0..<120).map { "X-\($0): a\r\n" }.joined()
        let text = try await answer(to: "GET /a HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
        #expect(text.hasPrefix("HTTP/1.1 431 "))
    }

    @Test func `a target that is too long is told so`() async throws {
        let path = String(repeating: "a", count: 5_000)
        let text = try await answer(to: "GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(text.hasPrefix("HTTP/1.1 414 "))
        #expect(text.contains(#""status_code":414"#))
    }

    @Test func `a body that announces too much is refused`() async throws {
        let body = String(repeating: "a", count: 2_000)
        let text = try await answer(
            to: "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n\(body)"
        ) { $0.limits.bodyBytesMax = 1_000 }
        #expect(text.hasPrefix("HTTP/1.1 413 "))
        #expect(text.contains("Connection: close"))
    }

    @Test func `a body that announces far too much is refused before it is sent`() async throws {
        let text = try await answer(
            to: "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n")
        #expect(text.hasPrefix("HTTP/1.1 413 "))
    }

    @Test func `whoever asks before sending too much hears no`() async throws {
        let text = try await answer(
            to: "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                + "Content-Length: 2000000\r\n\r\n")
        #expect(text.hasPrefix("HTTP/1.1 413 "))
    }

    @Test func `a body in chunks that grows too long is refused`() async throws {
        let chunk = "3e8\r\n\(String(repeating: "a", count: 1_000))\r\n"
        let text = try await answer(
            to: "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + String(repeating: chunk, count: 20) + "0\r\n\r\n"
        ) { $0.limits.bodyBytesMax = 1_000 }
        #expect(text.hasPrefix("HTTP/1.1 413 "))
        #expect(text.contains("Connection: close"))
    }

    @Test func `a body in chunks that never ends is cut off`() async throws {
        try await withServer(
            { configuration in
                configuration.limits.bodyBytesMax = 1_000
                configuration.limits.discardedBytesMax = 10_000
            }, routes: Self.routes,
            { server in
                let raw = try RawConnection(port: server.port)
                raw.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                let chunk = "3e8\r\n\(String(repeating: "a", count: 1_000))\r\n"
                try await eventually { !raw.send(chunk) }
            })
    }

    @Test(arguments: [
        "zz\r\nabc\r\n0\r\n\r\n", "-5\r\nabcde\r\n0\r\n\r\n", "5\r\nabcdefgh\r\n0\r\n\r\n",
        "fffffffffffffffff\r\nabc\r\n0\r\n\r\n",
    ])
    func `chunks that make no sense reach no handler`(chunks: String) async throws {
        let text = try await answer(
            to: "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)")
        #expect(!text.contains("200 OK"))
    }

    @Test(arguments: [
        "Content-Length: 4\r\nTransfer-Encoding: chunked", "Content-Length: 4\r\nContent-Length: 5",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "Content-Length: +4",
        "Content-Length: 4x", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: xchunked",
        "Content-Length: -1", "Content-Length: 4, 4", "Content-Length : 4",
    ])
    func `a body whose end two readers could see differently is refused`(
        framing: String
    ) async throws {
        let text = try await withServer(routes: Self.routes) { server in
            let raw = try RawConnection(port: server.port)
            raw.send("POST /a HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n0\r\n\r\n")
            raw.finishSending()
            return await raw.read()
        }
        #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 400 "))
    }

    @Test func `requests in one go are answered in order`() async throws {
        let one = "GET /files/1 HTTP/1.1\r\nHost: a\r\n\r\n"
        let two = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        let three = "GET /files/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        let text = try await answer(to: one + two + three)
        let bodies = text.components(after: "\r\n\r\n")
        #expect(bodies.map { String($0.prefix(7)) }.filter { !$0.isEmpty }.count == 3)
        #expect(text.hasSuffix("\r\n\r\n3"))
        #expect(text.contains("\r\n\r\n3 bytesHTTP/1.1 200 OK"))
        #expect(text.contains("\r\n\r\n1HTTP/1.1 200 OK"))
    }

    @Test func `a client that has said all and listens on is answered`() async throws {
        let text = try await withServer(routes: Self.routes) { server in
            let raw = try RawConnection(port: server.port)
            raw.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            raw.finishSending()
            return await raw.read()
        }
        #expect(text.hasSuffix("fine"))
    }

    @Test(arguments: [
        "/%00", "/a%00b", "/files/%2e%2e", "/files/%2E%2e/a", "/../a", "/files/..", "/./a",
        "/files/%zz", "/files/%4", "/files/%ff", "/files/%0d%0aX", "/a?q=%00", "/a?q=%",
    ])
    func `a path that plays tricks is malformed`(path: String) async throws {
        let text = try await answer(
            to: "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(text.hasPrefix("HTTP/1.1 400 "))
        #expect(text.contains(#""error":"bad_request""#))
    }

    @Test func `an escape is decoded once`() async throws {
        let text = try await answer(
            to: "GET /files/%252e%252e HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(text.hasSuffix("%2e%2e"))
    }

    @Test func `a bare NUL in the path reaches no handler`() async throws {
        let text = try await answer(
            to: "GET /a\0b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(!text.contains("fine"))
    }

    @Test func `a bare NUL in a header reaches no handler`() async throws {
        let text = try await answer(
            to: "GET /a HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\nConnection: close\r\n\r\n")
        #expect(!text.contains("fine"))
    }

    @Test(arguments: ["\u{1}\u{2}\u{3}\r\n\r\n", "GET\r\n\r\n", "/ / /\r\n\r\n", "\r\n\r\n\r\n"])
    func `what is no HTTP reaches no handler`(text: String) async throws {
        let answer = try await withServer(
            { $0.deadlines.header = .milliseconds(200) }, routes: Self.routes
        ) { server in
            let raw = try RawConnection(port: server.port)
            raw.send(text)
            raw.finishSending()
            return await raw.read()
        }
        #expect(!answer.contains("200 OK"))
    }

    @Test func `connections beyond the limit are closed`() async throws {
        try await withServer({ $0.limits.connectionsPerAddressMax = 2 }, routes: Self.routes) {
            server in
            let first = try RawConnection(port: server.port)
            let second = try RawConnection(port: server.port)
            try await eventually { server.notes.seen.connectionCount == 2 }
            let third = try RawConnection(port: server.port)
            #expect(await third.read() == "")
            first.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(await first.read().hasSuffix("fine"))
            second.finishSending()
        }
    }
}

extension String {
    fileprivate func components(after mark: String) -> [Substring] {
        split(separator: mark, omittingEmptySubsequences: false).dropFirst().map { $0 }
    }
}
