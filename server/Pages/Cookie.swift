import HTTP

/// A cookie of this server: seen by no script and sent to no other site.
struct Cookie: Sendable {
    enum Kind: String {
        case form = "counterfoil-form"
        case session = "counterfoil-session"
    }

    private let name: String
    private let isSecure: Bool

    /// Over TLS the name's prefix makes browsers refuse one that somebody else set.
    init(_ kind: Kind, isSecure: Bool) {
        name = isSecure ? "__Host-" + kind.rawValue : kind.rawValue
        self.isSecure = isSecure
    }

    /// What the browser holds.
    func value(in request: Request) -> String? {
        for line in request.headers.values(of: "Cookie") {
            for pair in line.split(separator: ";") {
                let sides = pair.split(separator: "=", maxSplits: 1)
                guard sides.count == 2, sides[0].filter({ $0 != " " }) == name else { continue }
                return String(sides[1])
            }
        }
        return nil
    }

    /// Makes the browser hold a value for so long.
    func set(_ value: String, seconds: Int, in response: inout Response) {
        response.headers.add(
            "Set-Cookie",
            "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
                + (isSecure ? "; Secure" : ""))
    }
}
