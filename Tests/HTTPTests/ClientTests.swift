import Glibc
import HTTP
import HTTPClient
import HTTPServer
import Testing

struct ClientTests {
    private func withSilence(
        _ body: (RunningServer, Gate) async throws -> Void
    ) async throws {
        let gate = Gate(opensAt: 1_000)
        try await withServer(
            { $0.deadlines.drain = .zero },
            routes: { router in
                router.on(.get, "/silent") { _ in
                    await gate.arrive()
                    return .text("late")
                }
            },
            { server in
                try await body(server, gate)
                gate.open()
            })
    }

    @Test func `nobody there is told as such`() async throws {
        let port = try await withServer(routes: { _ in }) { $0.port }
        let origin = Origin.http(host: "127.0.0.1", port: port)
        let error = await #expect(throws: HTTPClientError.self) {
            try await HTTPClient().send(Request(.get, "/secret"), to: origin)
        }
        #expect(error == .cannotConnect(to: "http://127.0.0.1:\(port)"))
        #expect(error?.description.contains("secret") == false)
    }

    @Test func `an unknown name is told as such`() async {
        let origin = Origin.http(host: "nowhere.invalid", port: 80)
        await #expect(throws: HTTPClientError.unknownHost("http://nowhere.invalid:80")) {
            try await HTTPClient().send(Request(.get, "/"), to: origin)
        }
    }

    @Test func `a missing socket file is told as such`() async {
        await #expect(throws: HTTPClientError.cannotConnect(to: "/nowhere/socket")) {
            try await HTTPClient().send(Request(.get, "/"), to: .unix(path: "/nowhere/socket"))
        }
    }

    @Test func `an answer that does not come in time is told as such`() async throws {
        try await withSilence { server, _ in
            var settings = HTTPClient.Settings()
            settings.totalTimeout = .milliseconds(100)
            let client = HTTPClient(settings)
            await #expect(throws: HTTPClientError.timedOut(to: "\(server.origin)")) {
                try await client.send(Request(.get, "/silent"), to: server.origin)
            }
        }
    }

    @Test func `a connection without a byte is given up`() async throws {
        try await withSilence { server, _ in
            var settings = HTTPClient.Settings()
            settings.idleSeconds = 1
            let client = HTTPClient(settings)
            await #expect(throws: HTTPClientError.timedOut(to: "\(server.origin)")) {
                try await client.send(Request(.get, "/silent"), to: server.origin)
            }
        }
    }

    @Test func `a cancelled task ends its transfer`() async throws {
        try await withSilence { server, gate in
            let task = Task { try await server.get("/silent") }
            try await eventually { gate.waitingCount == 1 }
            task.cancel()
            await #expect(throws: HTTPClientError.cancelled) { try await task.value }
        }
    }

    @Test func `a task that is cancelled before it begins sends nothing`() async throws {
        try await withServer(routes: { $0.on(.get, "/a") { _ in .text("a") } }) { server in
            let gate = Gate(opensAt: 2)
            let task = Task {
                await gate.arrive()
                return try await server.get("/a")
            }
            task.cancel()
            gate.open()
            await #expect(throws: HTTPClientError.cancelled) { try await task.value }
        }
    }

    @Test func `an answer that is too long is not taken`() async throws {
        try await withServer(
            routes: { $0.on(.get, "/a") { _ in .text(String(repeating: "a", count: 1_001)) } },
            { server in
                var settings = HTTPClient.Settings()
                settings.answerBytesMax = 1_000
                let client = HTTPClient(settings)
                await #expect(throws: HTTPClientError.tooLarge(bytesMax: 1_000)) {
                    try await client.send(Request(.get, "/a"), to: server.origin)
                }
                settings.answerBytesMax = 1_001
                let text = try await HTTPClient(settings)
                    .send(Request(.get, "/a"), to: server.origin).text
                #expect(text.count == 1_001)
            })
    }

    @Test func `a redirect is an answer unless it may be followed`() async throws {
        try await withServer(
            routes: { router in
                router.on(.get, "/old") { _ in Response(.found, headers: ["Location": "/new"]) }
                router.on(.get, "/new") { _ in .text("new") }
            },
            { server in
                let plain = try await server.get("/old")
                #expect(plain.status == .found)
                #expect(plain.headers["Location"] == "/new")
                var settings = HTTPClient.Settings()
                settings.redirectsMax = 1
                let followed = try await HTTPClient(settings)
                    .send(Request(.get, "/old"), to: server.origin)
                #expect(followed.status == .ok)
            })
    }

    @Test(arguments: [
        Request(.get, "/", headers: ["X-A": "a\r\nX-B: b"]),
        Request(.get, "/", headers: ["X A": "a"]),
        Request(Method("GET /x"), "/"),
    ])
    func `a request that would become another is not sent`(request: Request) async {
        let error = await #expect(throws: HTTPClientError.self) {
            try await HTTPClient().send(request, to: .http(host: "127.0.0.1", port: 1))
        }
        if case .invalidRequest = error {} else { Issue.record("it was sent: \(error as Any)") }
    }

    @Test(arguments: ["a b", "a/b", "user@host", "", "a\0b", "a#b", "a?b"])
    func `a host that would become something else is not asked`(host: String) async {
        let error = await #expect(throws: HTTPClientError.self) {
            try await HTTPClient().send(Request(.get, "/"), to: .http(host: host, port: 1))
        }
        if case .invalidRequest = error {} else { Issue.record("it was asked: \(error as Any)") }
    }

    @Test(arguments: [Method.put, .patch, .delete, .post, .options])
    func `every method carries its body`(method: Method) async throws {
        try await withServer(
            routes: { router in
                router.on(method, "/a") { request in
                    .text("\(request.method.name) \(try await request.body.collected().count)")
                }
            },
            { server in
                let full = try await server.send(Request(method, "/a", body: .text("12345")))
                #expect(try await full.text == "\(method.name) 5")
                let empty = try await server.send(Request(method, "/a"))
                #expect(try await empty.text == "\(method.name) 0")
            })
    }

    @Test func `a peer that speaks no TLS is not trusted`() async throws {
        try await withServer(routes: { _ in }) { server in
            let origin = Origin.https(host: "127.0.0.1", port: server.port)
            await #expect(throws: HTTPClientError.tls(to: "\(origin)")) {
                try await HTTPClient().send(Request(.get, "/"), to: origin)
            }
        }
    }

    @Test func `a client that is let go does not hold on to its thread`() async throws {
        try await withServer(routes: { $0.on(.get, "/a") { _ in .text("a") } }) { server in
            for _ in 0..<50 {
                let response = try await HTTPClient().send(Request(.get, "/a"), to: server.origin)
                #expect(response.status == .ok)
            }
            try await eventually { server.notes.seen.connectionCount == 0 }
        }
    }
}
