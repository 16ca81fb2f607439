import HTTP
import HTTPServer
import Testing

/// What a browser is told, on every answer there is.
struct BrowserTests {
    private static let ours = "https://books.example.com"

    private func answer(
        to request: Request, isSecure: Bool = false
    ) async throws -> Response {
        let crossOrigin = CrossOrigin(allowing: [Self.ours])
        let security = SecurityHeaders(strictTransportSeconds: 31_536_000)
        return try await withServer(
            { configuration in
                configuration.limits.bodyBytesMax = 10
                if isSecure {
                    configuration.proxies = Proxies(
                        trusting: [AddressRange("127.0.0.1")].compactMap { $0 })
                }
                configuration.completions = [
                    { security.complete(&$0, to: $1) }, { crossOrigin.complete(&$0, to: $1) },
                ]
            },
            routes: { router in
                router.wrap(in: crossOrigin.middleware)
                router.on(.post, "/a") { _ in .text("fine") }
                router.on(.get, "/page") { _ in
                    Response(headers: ["Content-Security-Policy": "default-src 'self'"])
                }
            },
            { try await $0.send(request) })
    }

    @Test(arguments: [
        (Request(.post, "/a"), Status.ok), (Request(.get, "/nowhere"), .notFound),
        (Request(.delete, "/a"), .methodNotAllowed),
        (Request(.post, "/a", body: .text("more than ten bytes")), .contentTooLarge),
    ])
    func `every answer says what a browser must not do`(
        request: Request, status: Status
    ) async throws {
        let answer = try await answer(to: request)
        #expect(answer.status == status)
        #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
        #expect(
            answer.headers["Content-Security-Policy"]
                == "default-src 'none'; frame-ancestors 'none'")
        #expect(answer.headers["Referrer-Policy"] == "no-referrer")
        #expect(answer.headers["Strict-Transport-Security"] == nil)
    }

    @Test func `a page's own policy stays`() async throws {
        let answer = try await answer(to: Request(.get, "/page"))
        #expect(
            answer.headers.values(of: "Content-Security-Policy") == ["default-src 'self'"])
    }

    @Test func `what came over TLS has to come so again`() async throws {
        let headers: Headers = ["X-Forwarded-For": "1.1.1.1", "X-Forwarded-Proto": "https"]
        let answer = try await answer(to: Request(.post, "/a", headers: headers), isSecure: true)
        #expect(answer.headers["Strict-Transport-Security"] == "max-age=31536000")
    }

    @Test func `a page of the list may read answers and refusals`() async throws {
        for target: Target in ["/a", "/nowhere"] {
            let answer = try await answer(
                to: Request(.post, target, headers: ["Origin": Self.ours]))
            #expect(answer.headers["Access-Control-Allow-Origin"] == Self.ours)
            #expect(answer.headers.values(of: "Vary").contains("Origin"))
            #expect(answer.headers["Access-Control-Allow-Credentials"] == nil)
        }
    }

    @Test(arguments: [
        "https://books.example.com.evil.example", "http://books.example.com", "null",
        "https://books.example.com:444", "https://BOOKS.example.com",
    ])
    func `a page of another origin may read nothing`(origin: String) async throws {
        let plain = try await answer(to: Request(.post, "/a", headers: ["Origin": origin]))
        #expect(plain.headers["Access-Control-Allow-Origin"] == nil)
        let asking: Headers = ["Origin": origin, "Access-Control-Request-Method": "POST"]
        let preflight = try await answer(to: Request(.options, "/a", headers: asking))
        #expect(preflight.status == .forbidden)
        #expect(preflight.headers["Access-Control-Allow-Origin"] == nil)
    }

    @Test func `a page of the list is told what it may ask`() async throws {
        let asking: Headers = ["Origin": Self.ours, "Access-Control-Request-Method": "PATCH"]
        let preflight = try await answer(to: Request(.options, "/a", headers: asking))
        #expect(preflight.status == .noContent)
        #expect(preflight.headers["Access-Control-Allow-Origin"] == Self.ours)
        #expect(preflight.headers["Access-Control-Allow-Methods"]?.contains("PATCH") == true)
        #expect(
            preflight.headers["Access-Control-Allow-Headers"]?.contains("Authorization") == true)
    }

    @Test(arguments: [
        ("https://a.example", true), ("http://127.0.0.1:8480", true), ("https://[::1]:1", true),
        ("https://a.example/", false), ("https://A.example", false), ("a.example", false),
        ("https://", false), ("*", false), ("null", false), ("https://a b", false),
    ])
    func `an origin is a scheme and a machine`(text: String, isOrigin: Bool) {
        #expect(CrossOrigin.isOrigin(text) == isOrigin)
    }
}
