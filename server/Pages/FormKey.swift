import Bytes
import Crypto
import HTTP

/// Proof that a form was sent from a page of this server: a cookie that other sites can neither
/// read nor set, and a field of the form that is derived from it.
struct FormKey: Sendable {
    private static let byteCount = 24
    static let fieldName = "form_key"

    /// What the cookie holds.
    let cookie: String

    /// The key of the request's browser; a new one where it has none.
    init(_ request: Request, isSecure: Bool) throws {
        let held = Cookie(.form, isSecure: isSecure).value(in: request)
        if let held, held.utf8.count == Self.byteCount * 2, held.utf8.allSatisfy({ $0 < 0x7F }) {
            cookie = held
        } else {
            cookie = Hexadecimal.text(try SecureRandom.bytes(Self.byteCount))
        }
    }

    /// What the field of a form holds.
    var field: String {
        Hexadecimal.text(HMAC.code(of: Array("form".utf8), key: Array(cookie.utf8)))
    }

    /// The hidden field.
    var html: HTML { "<input type=\"hidden\" name=\"\(Self.fieldName)\" value=\"\(field)\">" }

    /// Refuses a form that another site sent.
    func check(_ form: Query, of request: Request) throws {
        let site = request.headers["Sec-Fetch-Site"]
        let isOwn = site.map { ["same-origin", "none"].contains($0) } ?? true
        let sent = Array((form[Self.fieldName] ?? "").utf8)
        guard isOwn, ConstantTime.areEqual(sent, Array(field.utf8)) else {
            throw Refusal(
                .forbidden, "The form was not sent from this server's page; open it again.")
        }
    }
}
