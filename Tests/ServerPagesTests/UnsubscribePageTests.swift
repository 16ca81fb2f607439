import Bytes
import HTTP
import Identity
import Mail
import Mailing
import PostgreSQL
import Sync
import TestOffice
import Testing

struct UnsubscribePageTests {
    private static func opened(
        _ body: (Browser, BookID, Target) async throws -> Void
    ) async throws {
        try await Browser.with { browser in
            let book = try await browser.office.book()
            let link = try await browser.desk.link(browser.office, book)
            let path = link.dropFirst("https://books.example.com".count)
            try await body(browser, book, try Target(parsing: String(path)))
        }
    }

    private static func listed(_ browser: Browser, _ book: BookID) async throws -> [Suppression] {
        try await Suppressions(pool: browser.office.pool).list(of: book, countMax: 9)
    }

    @Test func `the page tells whose reminders and to whom, and opening it stops nothing`()
        async throws
    {
        try await Self.opened { browser, book, target in
            for _ in 0..<3 {
                let page = try await browser.open(target)
                #expect(page.status == 200)
                #expect(page.text.contains("Baker &amp; Sons"))
                #expect(page.text.contains("a•••@example.com"))
                #expect(!page.text.contains("ada@example.com"))
                #expect(page.text.ranges(of: "<button").count == 1)
            }
            #expect(try await Self.listed(browser, book).isEmpty)
        }
    }

    @Test func `the button stops them, twice is once, and another takes it back`() async throws {
        try await Self.opened { browser, book, target in
            let key = try await browser.open(target).value(of: "form_key")
            for _ in 0..<2 {
                let done = try await browser.submit(target, [:], key: key)
                #expect(done.status == 200 && done.text.contains("No more reminders"))
            }
            let list = try await Self.listed(browser, book)
            #expect(list.map(\.address) == ["ada@example.com"])
            #expect(list.map(\.origin) == [.page])
            #expect(try await browser.open(target).text.contains("Send reminders again"))
            let back = try await browser.submit(target, ["decision": "resume"], key: key)
            #expect(back.status == 200)
            #expect(try await Self.listed(browser, book).isEmpty)
        }
    }

    private static func oneClick(_ target: Target, _ type: String, _ body: String) -> Request {
        Request(.post, target, headers: ["Content-Type": type], body: .text(body))
    }

    private static let multipart = """
        --b\r
        Content-Disposition: form-data; name="List-Unsubscribe"\r
        \r
        One-Click\r
        --b--\r

        """

    @Test(
        arguments: [
            ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
            ("multipart/form-data; boundary=b", multipart),
        ])
    func `a mail program stops them by one POST, with no cookie and no session`(
        type: String, body: String
    ) async throws {
        try await Self.opened { browser, book, target in
            for _ in 0..<2 {
                let reply = try await browser.send(Self.oneClick(target, type, body))
                #expect(reply.status == 200)
                #expect(reply.headers["Set-Cookie"] == nil && reply.headers["Location"] == nil)
            }
            #expect(try await Self.listed(browser, book).map(\.origin) == [.mailProgram])
        }
    }

    @Test(arguments: ["", "List-Unsubscribe=Two-Clicks", "One-Click", "decision=resume"])
    func `any other POST without the form's key does nothing`(body: String) async throws {
        try await Self.opened { browser, book, target in
            let reply = try await browser.send(
                Self.oneClick(target, "application/x-www-form-urlencoded", body))
            #expect(reply.status == 403)
            #expect(try await Self.listed(browser, book).isEmpty)
        }
    }

    @Test func `a link of nobody's is refused in both ways`() async throws {
        try await Self.opened { browser, book, target in
            let text = try #require(target.segments.last)
            let last = text.hasSuffix("0") ? "1" : "0"
            for wrong in [String(text.dropLast()) + last, "x", "00", text + text] {
                let target = Target(["unsubscribe", wrong])
                #expect(try await browser.open(target).status == 404)
                let reply = try await browser.send(
                    Self.oneClick(
                        target, "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"))
                #expect(reply.status == 404)
            }
            #expect(try await Self.listed(browser, book).isEmpty)
        }
    }
}
