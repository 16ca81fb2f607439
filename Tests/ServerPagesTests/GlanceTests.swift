import Bytes
import HTTP
import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

/// Mail scanners and browsers open every address by themselves.
struct GlanceTests {
    /// What the database holds, but for who was counted how often.
    private static func everything(_ office: Office) async throws -> [String: String] {
        let tables = try await office.texts(
            """
            SELECT c.relname::text FROM pg_class AS c JOIN pg_namespace AS n
                ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> 'rate_limits'
            """
        ).compactMap { $0 }
        var found: [String: String] = [:]
        for table in tables {
            let query: PostgreSQL.Query = """
                SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')
                FROM \(name: table) AS t
                """
            found[table] = try await office.texts(query).first ?? nil
        }
        return found
    }

    /// Every address that a mail, a laptop or the server's own words lead to.
    private static func addresses(_ browser: Browser, _ book: BookID) async throws -> [Target] {
        let (desk, reception) = (browser.desk, browser.desk.reception)
        try await reception.register(
            try Registration(email: "eve@example.com", password: Office.password),
            from: "192.0.2.1", at: Office.now)
        let email = try #require(EmailAddress("ann@example.com"))
        try await reception.requestReset(of: email, from: "192.0.2.1", at: Office.now)
        _ = try await reception.invite(
            try Invitation(email: "bob@example.com"), by: Seat(book: book, role: .owner),
            at: Office.now)
        let request = try await DeviceRequests(pool: browser.office.pool).begin(
            named: "Till", from: "192.0.2.7", at: Office.now)
        let link = try await desk.link(browser.office, book)
        let kinds: [(String, Letter.Kind)] = [
            ("verify", .verification), ("reset", .passwordReset), ("invitation", .invitation),
        ]
        return try kinds.map { path, kind in
            let token = try #require(desk.postbox.token(of: kind))
            return Target(["account", path], query: ["token": token])
        } + [
            Target(["device"], query: ["code": request.userCode]),
            try Target(parsing: String(link.dropFirst(reception.policy.address.count))),
            "/account/forgot", "/account/resend", "/account/sign-in", "/account/sign-out",
        ]
    }

    @Test func `opening any address changes nothing, however often and by whatever method`()
        async throws
    {
        try await Browser.with { browser in
            let book = try await browser.office.book()
            _ = try await browser.desk.member("ann", of: book, as: .owner)
            let addresses = try await Self.addresses(browser, book)
            let page = try await browser.open("/account/sign-in")
            _ = try await browser.submit(
                "/account/sign-in", ["email": "ann@example.com", "password": Office.password],
                key: page.value(of: "form_key"))
            let before = try await Self.everything(browser.office)
            for target in addresses + addresses {
                #expect(try await browser.open(target).status == 200, "\(target.encoded)")
                let head = try await browser.send(Request(.head, target))
                #expect(head.status == 200 || head.status == 303)
            }
            #expect(try await Self.everything(browser.office) == before)
        }
    }

    @Test func `a link that works no more says so before anybody types`() async throws {
        try await Browser.with { browser in
            let ann = try await browser.desk.person("ann")
            let link = try await browser.desk.reception.resetLink(of: ann, at: Office.now)
            let token = String(link.drop { $0 != "=" }.dropFirst())
            let target = Target(["account", "reset"], query: ["token": token])
            let page = try await browser.open(target)
            #expect(page.status == 200)
            _ = try await browser.submit(
                "/account/reset", ["token": token, "password": "another good password"],
                key: page.value(of: "form_key"))
            for target in [target, "/account/verify?token=x", "/account/owner?token=x"] {
                let stale = try await browser.open(target)
                #expect(stale.status == 400)
                #expect(stale.text.contains("This link does not work any more"))
                #expect(!stale.text.contains("<form"))
            }
        }
    }
}
