import HTTP
import Identity
import Mail
import Mailing
import PostgreSQL
import ServerPages
import Sync
import TestOffice

/// A browser of the tests: it keeps cookies and follows nothing by itself.
final class Browser {
    let office: Office
    let desk: Desk
    private let router: Router
    private(set) var cookies: [String: String] = [:]
    /// The fields of every cookie that was set, as they came.
    private(set) var setCookies: [String] = []

    init(_ office: Office, _ desk: Desk) {
        self.office = office
        self.desk = desk
        var router = Router()
        PageRoutes(
            reception: desk.reception, requests: DeviceRequests(pool: office.pool),
            links: desk.links(office), suppressions: Suppressions(pool: office.pool),
            unixMicroseconds: { Office.now.microseconds }
        ).add(to: &router)
        self.router = router
    }

    static func with(
        isOpen: Bool = true, _ body: (Browser) async throws -> Void
    ) async throws {
        try await Office.with { office in
            try await body(Browser(office, try await office.desk(isOpen: isOpen)))
        }
    }

    struct Page {
        let status: Int
        let headers: Headers
        let text: String

        /// What a hidden or visible field of the page holds.
        func value(of name: String) -> String? {
            guard let start = text.ranges(of: "name=\"\(name)\"").first?.upperBound,
                let value = text[start...].ranges(of: "value=\"").first?.upperBound
            else { return nil }
            return String(text[value...].prefix { $0 != "\"" })
        }
    }

    /// Opens an address, with the languages that its owner reads.
    func open(_ target: Target, languages: String? = nil) async throws -> Page {
        var headers = cookieHeader
        headers["Accept-Language"] = languages
        return try await send(Request(.get, target, headers: headers))
    }

    /// Sends a form as the last page would have it sent.
    func submit(
        _ path: Target, _ fields: [String: String], key: String?, site: String? = "same-origin"
    ) async throws -> Page {
        var items = fields
        items["form_key"] = key
        let body = items.map { "\($0.key)=\(Self.encoded($0.value))" }.joined(separator: "&")
        var headers = cookieHeader
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers["Sec-Fetch-Site"] = site
        return try await send(Request(.post, path, headers: headers, body: .text(body)))
    }

    private var cookieHeader: Headers {
        guard !cookies.isEmpty else { return [:] }
        return ["Cookie": cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")]
    }

    /// Sends a request as it is, without what a browser adds.
    func send(_ request: Request) async throws -> Page {
        var request = request
        request.peer = .address("192.0.2.1")
        let response = try await router.answer(request)
        for field in response.headers.values(of: "Set-Cookie") {
            setCookies.append(field)
            let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            if let name = pair.first {
                cookies[String(name)] = pair.count > 1 ? String(pair[1]) : ""
            }
        }
        return Page(
            status: response.status.code, headers: response.headers,
            text: String(decoding: try await response.body.collected(), as: UTF8.self))
    }

    private static func encoded(_ text: String) -> String {
        Target([], query: ["v": text]).encoded
            .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).last
            .map { String($0) } ?? ""
    }
}

extension Desk {
    /// The links by which somebody gets no more reminders.
    func links(_ office: Office) -> UnsubscribeLinks {
        let keys = reception.bookKeys
        return UnsubscribeLinks(pool: office.pool, address: reception.policy.address) {
            try keys.present(of: $0, in: $1)
        }
    }

    /// The link that a reminder of a book to an address holds.
    func link(
        _ office: Office, _ book: BookID, _ address: String = "ada@example.com"
    ) async throws -> String {
        let (keys, links) = (reception.bookKeys, links(office))
        let token = UnsubscribeToken(
            book: book, topic: .reminders, address: try MailAddress(address))
        return try await office.pool.transaction { connection in
            try links.link(token, sealedBy: try keys.key(of: book, in: connection))
        }
    }
}
