import Bytes
import HTTP
import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

struct PageTests {
    private static let pages: [Target] = [
        "/account/verify?token=x", "/account/forgot", "/account/reset?token=x",
        "/account/owner?token=x", "/account/sign-in", "/account/sign-in?code=BCDF-GHJK",
        "/account/sign-out", "/account/invitation?token=x", "/account/resend", "/unsubscribe/x",
    ]

    @Test(arguments: pages)
    func `a page runs nothing, loads nothing from elsewhere, and reads well aloud`(
        target: Target
    ) async throws {
        try await Browser.with { browser in
            let page = try await browser.open(target)
            let policy = try #require(page.headers["Content-Security-Policy"])
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            #expect(page.headers["Referrer-Policy"] == "no-referrer")
            #expect(page.headers["Cache-Control"] == "no-store")
            for outside in ["<script", "style=", "http://", "https://", " onclick", "<img"] {
                #expect(!page.text.contains(outside), "\(outside)")
            }
            #expect(
                page.text.contains("<html lang=\"en\" dir=\"ltr\">")
                    && page.text.contains("<title>"))
            #expect(page.text.ranges(of: "<h1>").count == 1)
            #expect(page.text.ranges(of: "<main>").count == 1)
            let shown = page.text.ranges(of: "<input id=").count
            #expect(page.text.ranges(of: "<label for=").count == shown)
        }
    }

    @Test(arguments: [
        "/account/verify", "/account/reset", "/account/owner", "/account/sign-in",
    ])
    func `what comes with the address is never markup`(path: String) async throws {
        try await Browser.with { browser in
            let attack = "\"><script>alert(1)</script>'&"
            for name in ["token", "code"] {
                let page = try await browser.open(
                    Target(
                        path.split(separator: "/").map { String($0) },
                        query: [name: attack] as HTTP.Query))
                #expect(!page.text.contains("<script>"))
            }
        }
    }

    @Test func `a form from another site, or without its key, does nothing`() async throws {
        try await Browser.with { browser in
            _ = try await browser.desk.person("ann")
            let page = try await browser.open("/account/sign-in")
            let key = try #require(page.value(of: "form_key"))
            let fields = ["email": "ann@example.com", "password": Office.password]
            let wrong = (key.hasPrefix("0") ? "1" : "0") + key.dropFirst()
            for (key, site) in [
                (nil, "same-origin"), ("", "same-origin"), (wrong, "same-origin"),
                (key, "cross-site"), (key, "same-site"),
            ] as [(String?, String)] {
                let reply = try await browser.submit(
                    "/account/sign-in", fields, key: key, site: site)
                #expect(reply.status == 403)
            }
            #expect(try await browser.office.number("SELECT count(*) FROM browser_sessions") == 0)
            let other = Browser(browser.office, browser.desk)
            #expect(
                try await other.submit("/account/sign-in", fields, key: key).status == 403,
                "a key belongs to one browser")
        }
    }

    @Test func `opening the link of a mail does nothing; the button does`() async throws {
        try await Browser.with { browser in
            try await browser.desk.reception.register(
                try Registration(email: "ann@example.com", password: Office.password),
                from: "192.0.2.1", at: Office.now)
            let token = try #require(browser.desk.postbox.token(of: .verification))
            let target = Target(["account", "verify"], query: ["token": token] as HTTP.Query)
            _ = try await browser.open(target)
            let page = try await browser.open(target)
            #expect(page.status == 200 && page.value(of: "token") == token)
            #expect(try await browser.office.number("SELECT count(*) FROM people") == 0)
            let key = page.value(of: "form_key")
            for status in [200, 400] {
                let reply = try await browser.submit(
                    "/account/verify", ["token": token], key: key)
                #expect(reply.status == status)
            }
            _ = try await browser.desk.signIn("ann")
        }
    }

    @Test func `a new password is chosen by the mail's link`() async throws {
        try await Browser.with { browser in
            _ = try await browser.desk.person("ann")
            let forgot = try await browser.open("/account/forgot")
            let sent = try await browser.submit(
                "/account/forgot", ["email": "ann@example.com"],
                key: forgot.value(of: "form_key"))
            #expect(sent.status == 200)
            let token = try #require(browser.desk.postbox.token(of: .passwordReset))
            let page = try await browser.open(
                Target(["account", "reset"], query: ["token": token] as HTTP.Query))
            let key = page.value(of: "form_key")
            let refused = try await browser.submit(
                "/account/reset", ["token": token, "password": "short"], key: key)
            #expect(refused.status == 422 && refused.text.contains("aria-invalid"))
            #expect(refused.text.contains("role=\"alert\""))
            let done = try await browser.submit(
                "/account/reset", ["token": token, "password": "another good password"], key: key)
            #expect(done.status == 200)
            await #expect(throws: IdentityError.credentialsRefused) {
                try await browser.desk.signIn("ann")
            }
        }
    }

    @Test func `the first owner begins with the server's link`() async throws {
        try await Browser.with(isOpen: false) { browser in
            let link = try #require(
                try await browser.desk.reception.firstOwnerLink(at: Office.now))
            let token = String(link.drop { $0 != "=" }.dropFirst())
            let page = try await browser.open(
                Target(["account", "owner"], query: ["token": token] as HTTP.Query))
            let key = page.value(of: "form_key")
            var fields = [
                "token": token, "email": "ann@example.com", "name": "Ann & <Sons>", "book": "",
                "password": Office.password,
            ]
            let refused = try await browser.submit("/account/owner", fields, key: key)
            #expect(refused.status == 422 && refused.text.contains("Ann &amp; &lt;Sons&gt;"))
            fields["book"] = "Bakery"
            #expect(try await browser.submit("/account/owner", fields, key: key).status == 200)
            _ = try await browser.desk.signIn("ann")
            #expect(try await browser.submit("/account/owner", fields, key: key).status == 400)
        }
    }

    @Test func `an invitation is accepted by its link`() async throws {
        try await Browser.with { browser in
            let book = try await browser.office.book()
            _ = try await browser.desk.reception.invite(
                try Invitation(email: "bob@example.com"), by: Seat(book: book, role: .owner),
                at: Office.now)
            let token = try #require(browser.desk.postbox.token(of: .invitation))
            let page = try await browser.open(
                Target(["account", "invitation"], query: ["token": token] as HTTP.Query))
            #expect(page.text.contains("Baker &amp; Sons"))
            let done = try await browser.submit(
                "/account/invitation",
                ["token": token, "name": "Bob", "password": Office.password],
                key: page.value(of: "form_key"))
            #expect(done.status == 200)
            _ = try await browser.desk.signIn("bob")
        }
    }
}
