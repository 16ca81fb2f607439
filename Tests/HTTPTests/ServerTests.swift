import HTTP
import HTTPClient
import HTTPServer
import Testing

struct ServerTests {
    @Test func `a handler that does not wait is answered`() async throws {
        try await withServer(routes: { $0.on(.get, "/hello") { _ in .text("hello") } }) { server in
            let response = try await server.get("/hello")
            #expect(response.status == .ok)
            #expect(try await response.text == "hello")
            #expect(response.headers["Date"] != nil)
            #expect(response.headers["Server"] == nil)
            #expect(response.headers["Content-Type"] == "text/plain; charset=utf-8")
        }
    }

    @Test func `a handler that waits is answered`() async throws {
        try await withServer(
            routes: { router in
                router.on(.get, "/slow") { _ in
                    await Task.yield()
                    try await Task.sleep(for: .milliseconds(1))
                    return .text("late")
                }
            },
            { server in
                let text = try await server.get("/slow").text
                #expect(text == "late")
            })
    }

    @Test func `a body comes back as it was sent`() async throws {
        try await withServer(routes: { $0.on(.post, "/echo") { Response(body: $0.body) } }) {
            server in
            let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
            let response = try await server.send(Request(.post, "/echo", body: .bytes(body)))
            #expect(try await response.body.collected() == body)
        }
    }

    @Test func `parameters and query reach the handler decoded`() async throws {
        try await withServer(
            routes: { router in
                router.on(.get, "/clients/{id}") {
                    .text("\($0.parameters["id"] ?? "-") \($0.query["q"] ?? "-")")
                }
            },
            { server in
                let target = Target(["clients", "a/b ü"], query: ["q": "x&y=z"])
                let text = try await server.get(target).text
                #expect(text == "a/b ü x&y=z")
            })
    }

    @Test(arguments: [("/b", 404), ("/a", 405)] as [(Target, Int)])
    func `a body that nobody wants is thrown away, however long bodies may be`(
        target: Target, status: Int
    ) async throws {
        try await withServer(
            { $0.limits.bodyBytesMax = 1_000 }, routes: { $0.on(.get, "/a") { _ in .text("a") } }
        ) { server in
            let body = [UInt8](repeating: 0x61, count: 20_000)
            let response = try await server.send(Request(.post, target, body: .bytes(body)))
            #expect(response.status.code == status)
        }
    }

    @Test func `unknown paths and methods are told as JSON`() async throws {
        try await withServer(routes: { $0.on(.get, "/a") { _ in .text("a") } }) { server in
            let missing = try await server.get("/b")
            #expect(missing.status == .notFound)
            #expect(missing.headers["Content-Type"] == "application/json")
            #expect(
                try await missing.text
                    == #"{"error":"not_found","message":"There is nothing at this path.","#
                    + #""status_code":404}"#)
            let wrong = try await server.send(Request(.delete, "/a"))
            #expect(wrong.status == .methodNotAllowed)
            #expect(wrong.headers["Allow"] == "GET, HEAD")
        }
    }

    @Test func `HEAD is answered by GET without its body`() async throws {
        try await withServer(routes: { $0.on(.get, "/a") { _ in .text("hello") } }) { server in
            let response = try await server.send(Request(.head, "/a"))
            #expect(response.status == .ok)
            #expect(response.headers["Content-Length"] == "5")
            #expect(try await response.body.collected().isEmpty)
        }
    }

    @Test func `an unknown error tells nothing but its request id`() async throws {
        struct Secret: Error {}
        try await withServer(routes: { $0.on(.get, "/a") { _ in throw Secret() } }) { server in
            let response = try await server.get("/a")
            #expect(response.status == .internalServerError)
            let id = try #require(response.headers["X-Request-Id"])
            #expect(try await response.text.contains(id))
            #expect(try await !response.text.contains("Secret"))
            #expect(server.notes.seen.errors.map(\.requestID) == [id])
        }
    }

    @Test func `a refusal is answered in the form that is accepted`() async throws {
        let refusal = Refusal(.unprocessable, "Look \"here\".", fields: ["email": "It has no @."])
        try await withServer(routes: { $0.on(.get, "/a") { _ in throw refusal } }) { server in
            let plain = try await server.get("/a")
            #expect(
                try await plain.text
                    == #"{"error":"unprocessable","message":"Look \"here\".","status_code":422,"#
                    + #""fields":{"email":"It has no @."}}"#)
            let problem = try await server.send(
                Request(.get, "/a", headers: ["Accept": "application/problem+json"]))
            #expect(problem.headers["Content-Type"] == "application/problem+json")
            #expect(try await problem.text.contains(#""detail":"Look \"here\".""#))
        }
    }

    @Test(arguments: [0x0D, 0x0A, 0x00, 0x1B] as [UInt8])
    func `an answer with a control character in a header becomes a 500`(
        byte: UInt8
    ) async throws {
        let value = "a\(Unicode.Scalar(byte))Set-Cookie: x"
        try await withServer(
            routes: { $0.on(.get, "/a") { _ in Response(headers: ["X-A": value]) } },
            { server in
                let response = try await server.get("/a")
                #expect(response.status == .internalServerError)
                #expect(response.headers["Set-Cookie"] == nil)
                #expect(server.notes.seen.errors.count == 1)
            })
    }

    @Test(arguments: [
        ("abc-123_X.y", true), (String(repeating: "a", count: 64), true),
        (String(repeating: "a", count: 65), false), ("a b", false), ("a/b", false),
    ])
    func `a harmless request id is kept, another is replaced`(
        id: String, isKept: Bool
    ) async throws {
        try await withServer(routes: { $0.on(.get, "/a") { .text($0.id) } }) { server in
            let response = try await server.send(
                Request(.get, "/a", headers: ["X-Request-Id": id]))
            let answered = try #require(response.headers["X-Request-Id"])
            #expect((answered == id) == isKept)
            #expect(try await response.text == answered)
        }
    }

    @Test func `the access log tells the pattern and not the path`() async throws {
        try await withServer(routes: { $0.on(.get, "/c/{id}") { _ in .text("hello") } }) { server in
            let response = try await server.get("/c/secret")
            try await eventually { !server.notes.seen.accesses.isEmpty }
            let access = try #require(server.notes.seen.accesses.first)
            #expect(access.route == "/c/{id}")
            #expect(access.method == .get)
            #expect(access.status == .ok)
            #expect(access.bodyByteCount == 5)
            #expect(access.isComplete)
            #expect(access.requestID == response.headers["X-Request-Id"])
        }
    }

    @Test func `middleware wraps every answer, the first one outermost`() async throws {
        func tag(_ text: String) -> Middleware {
            { next in
                { request in
                    var response = try await next(request)
                    response.headers.add("X-Tag", text)
                    return response
                }
            }
        }
        try await withServer(
            routes: { router in
                router.on(.get, "/a") { _ in .text("a") }
                router.wrap(in: tag("outer"))
                router.wrap(in: tag("inner"))
            },
            { server in
                let response = try await server.get("/a")
                #expect(response.headers.values(of: "x-tag") == ["inner", "outer"])
            })
    }

    @Test func `a thousand requests use one connection`() async throws {
        try await withServer(routes: { $0.on(.get, "/a") { _ in .text("a") } }) { server in
            for _ in 0..<1_000 {
                let response = try await server.get("/a")
                #expect(response.status == .ok)
            }
            #expect(server.notes.seen.connectionCount == 1)
        }
    }

    @Test(arguments: [1, 2])
    func `two hundred at once are all answered`(threadCount: Int) async throws {
        let gate = Gate(opensAt: 200)
        try await withServer(
            { $0.threadCount = threadCount },
            routes: { router in
                router.on(.get, "/{n}") { request in
                    await gate.arrive()
                    return .text(request.parameters["n"] ?? "")
                }
            },
            { server in
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in 0..<200 {
                        group.addTask {
                            try await server.get(Target(["\(number)"])).text == "\(number)"
                        }
                    }
                    for try await isRight in group { #expect(isRight) }
                }
            })
    }
}
