import Bytes
import HTTP
import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

struct DevicePageTests {
    private static func waiting(
        _ body: (Browser, BookID, DeviceRequest) async throws -> Void
    ) async throws {
        try await Browser.with { browser in
            let book = try await browser.office.book()
            _ = try await browser.desk.member("ann", of: book, as: .member)
            let request = try await DeviceRequests(pool: browser.office.pool).begin(
                named: "<b>Till</b>", from: "192.0.2.7", at: Office.now)
            try await body(browser, book, request)
        }
    }

    private static func signIn(_ browser: Browser, _ code: String) async throws -> Browser.Page {
        let page = try await browser.open(
            Target(["account", "sign-in"], query: ["code": code] as HTTP.Query))
        return try await browser.submit(
            "/account/sign-in",
            ["email": "ann@example.com", "password": Office.password, "code": code],
            key: page.value(of: "form_key"))
    }

    @Test func `a person signs in, sees which laptop it is, and lets it in`() async throws {
        try await Self.waiting { browser, book, request in
            let sent = try await browser.open(
                Target(["device"], query: ["code": request.userCode] as HTTP.Query))
            #expect(sent.status == 303)
            #expect(sent.headers["Location"] == "/account/sign-in?code=\(request.userCode)")
            let back = try await Self.signIn(browser, request.userCode)
            #expect(back.status == 303)
            #expect(back.headers["Location"] == "/device?code=\(request.userCode)")
            let typed = try await browser.open(
                Target(["device"], query: ["code": request.userCode] as HTTP.Query))
            #expect(typed.value(of: "code") == request.userCode)
            let question = try await browser.submit(
                "/device", ["code": request.userCode], key: typed.value(of: "form_key"))
            #expect(question.text.contains("&lt;b&gt;Till&lt;/b&gt;"))
            #expect(question.text.contains("192.0.2.7"))
            let done = try await browser.submit(
                "/device/decision",
                ["code": request.userCode, "book": book.text, "decision": "allow"],
                key: question.value(of: "form_key"))
            #expect(done.status == 200)
            let joined = try await DeviceRequests(pool: browser.office.pool).poll(
                request.deviceCode, from: "192.0.2.7", at: Office.now)
            #expect(joined == book)
        }
    }

    @Test func `a laptop is let into no book that the person does not belong to`() async throws {
        try await Self.waiting { browser, _, request in
            _ = try await Self.signIn(browser, request.userCode)
            let other = try await browser.office.book("Other")
            let page = try await browser.open("/device")
            let key = page.value(of: "form_key")
            let refused = try await browser.submit(
                "/device/decision",
                ["code": request.userCode, "book": other.text, "decision": "allow"], key: key)
            #expect(refused.status == 400)
            let denied = try await browser.submit(
                "/device/decision", ["code": request.userCode, "decision": "deny"], key: key)
            #expect(denied.status == 200)
            await #expect(throws: IdentityError.accessDenied) {
                try await DeviceRequests(pool: browser.office.pool).poll(
                    request.deviceCode, from: "192.0.2.7", at: Office.now)
            }
        }
    }

    @Test(arguments: ["https://evil.example", "//evil.example", "/\\evil", "\r\nX: y", "&x=//e"])
    func `signing in leads to the laptop's page and nowhere else`(code: String) async throws {
        try await Self.waiting { browser, _, _ in
            let back = try await Self.signIn(browser, code)
            #expect(back.status == 303)
            let place = try #require(back.headers["Location"])
            #expect(place.hasPrefix("/device?code="))
            #expect(!place.contains("//") && !place.contains("\n") && !place.contains("&"))
        }
    }

    @Test func `cookies are seen by no script and over TLS only, and end with signing out`()
        async throws
    {
        try await Self.waiting { browser, _, request in
            _ = try await Self.signIn(browser, request.userCode)
            for field in browser.setCookies {
                #expect(field.hasPrefix("__Host-counterfoil-"))
                for flag in ["; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/"] {
                    #expect(field.contains(flag))
                }
            }
            let session = try #require(browser.cookies["__Host-counterfoil-session"])
            #expect(
                try await browser.desk.reception.person(inBrowser: session, at: Office.now) != nil)
            let page = try await browser.open("/account/sign-out")
            _ = try await browser.submit(
                "/account/sign-out", [:], key: page.value(of: "form_key"))
            #expect(
                try await browser.desk.reception.person(inBrowser: session, at: Office.now) == nil)
        }
    }

    @Test func `a wrong password stays on the page, and says nothing more`() async throws {
        try await Self.waiting { browser, _, _ in
            let page = try await browser.open("/account/sign-in")
            let texts = try await [
                browser.submit(
                    "/account/sign-in", ["email": "ann@example.com", "password": "wrong"],
                    key: page.value(of: "form_key")),
                browser.submit(
                    "/account/sign-in", ["email": "eve@example.com", "password": "wrong"],
                    key: page.value(of: "form_key")),
            ]
            #expect(texts.map(\.status) == [401, 401])
            #expect(
                texts[0].text.replacing("ann@", with: "eve@") == texts[1].text)
        }
    }
}
