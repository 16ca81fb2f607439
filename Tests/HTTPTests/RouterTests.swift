import HTTP
import Testing

struct RouterTests {
    private func answer(_ target: Target, _ method: Method = .get) async throws -> String {
        var router = Router()
        for pattern in ["/", "/clients", "/clients/{id}", "/clients/new", "/clients/{id}/notes"] {
            router.on(.get, pattern) { request in
                .text("\(pattern) \(request.parameters["id"] ?? "-")")
            }
        }
        return try await router.answer(Request(method, target)).text
    }

    @Test(arguments: [
        ("/", "/ -"), ("/clients", "/clients -"), ("/clients/7", "/clients/{id} 7"),
        ("/clients/new", "/clients/new -"), ("/clients/new/notes", "/clients/{id}/notes new"),
        ("/clients/7/notes?x=y", "/clients/{id}/notes 7"),
    ])
    func `a path finds its pattern, the literal one first`(
        path: String, expected: String
    ) async throws {
        let text = try await answer(Target(parsing: path))
        #expect(text == expected)
    }

    @Test(arguments: [
        "/nothing", "/clients/", "/clients//notes", "//", "/clients/7/notes/", "/CLIENTS",
    ])
    func `a path without a pattern is not found`(path: String) async throws {
        let target = try Target(parsing: path)
        let refusal = await #expect(throws: Refusal.self) { try await answer(target) }
        #expect(refusal?.status == .notFound)
    }

    @Test func `a target that was built reads back as itself`() throws {
        let target = Target(["a/b", "ü %", "+"], query: ["q": "a&b=c d+e", "": "x"])
        let parsed = try Target(parsing: target.encoded)
        #expect(parsed.segments == target.segments)
        #expect(parsed.query == target.query)
    }

    @Test func `a query keeps order, repetition and emptiness`() throws {
        let query = try Target(parsing: "/?a=1&b&a=2&c=").query
        #expect(query.values(of: "a") == ["1", "2"])
        #expect(query["b"] == "")
        #expect(query["c"] == "")
        #expect(query["d"] == nil)
    }

    @Test func `a query of too many items is refused`() throws {
        let most = String(repeating: "a=b&", count: Query.itemCountMax - 1) + "a=b"
        #expect(try Target(parsing: "/?" + most).query.items.count == Query.itemCountMax)
        #expect(throws: Refusal.self) { try Target(parsing: "/?a=b&" + most) }
    }

    @Test(arguments: ["", "a", "?a", "*", "http://a/b"])
    func `a target that begins without a slash is refused`(target: String) {
        #expect(throws: Refusal.self) { try Target(parsing: target) }
    }

    @Test func `a body beyond its limit is refused wherever it comes from`() async throws {
        let stream = Body.stream { write in for _ in 0..<3 { try await write([1, 2]) } }
        #expect(try await stream.collected(bytesMax: 6).count == 6)
        await #expect(throws: Refusal.bodyTooLarge(bytesMax: 5)) {
            try await stream.collected(bytesMax: 5)
        }
        await #expect(throws: Refusal.bodyTooLarge(bytesMax: 1)) {
            try await Body.bytes([1, 2]).collected(bytesMax: 1)
        }
    }
}
