import HTTP
import ServerPages
import Testing

struct ApologyTests {
    private static func answer(_ target: Target, _ refusal: Refusal) async throws -> Response {
        var router = Router()
        router.wrap(in: PageApology(server: "https://books.example.com").middleware)
        router.on(.get, "/account/forgot") { _ in throw refusal }
        router.on(.get, "/clients") { _ in throw refusal }
        return try await router.answer(
            Request(.get, target, headers: ["Accept-Language": "de"]))
    }

    @Test func `who opened a page while the database is away is told so on a page`() async throws {
        let refusal = Refusal(.serviceUnavailable, "Away.", headers: ["Retry-After": "1"])
        let response = try await Self.answer("/account/forgot", refusal)
        #expect(response.status == .serviceUnavailable)
        #expect(response.headers["Retry-After"] == "1")
        let text = String(decoding: try await response.body.collected(), as: UTF8.self)
        #expect(text.contains("<html lang=\"de\"") && text.contains("Der Server ist beschäftigt"))
    }

    @Test func `an address below the pages that there is not is a page too`() async throws {
        let response = try await Self.answer("/account/nothing", Refusal(.badRequest, ""))
        #expect(response.status == .notFound)
        #expect(response.headers["Content-Type"] == "text/html; charset=utf-8")
    }

    @Test func `programs are answered as ever`() async throws {
        let refusal = Refusal(.serviceUnavailable, "Away.")
        await #expect(throws: refusal) { try await Self.answer("/clients", refusal) }
    }
}
