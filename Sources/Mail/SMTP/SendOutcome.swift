/// What became of one mail to one recipient.
///
///     connecting ─▶ envelope ─▶ body ─▶ end of DATA ─▶ verdict
///     └──────── notSent / refused ────┘└── uncertain ─┘└ accepted / refused
///
/// A mail may be sent again after `refusedForNow` and `notSent`: nobody has accepted it.
package enum SendOutcome: Hashable, Sendable {
    /// The server took it over.
    case accepted(ServerWords)
    /// The server refuses it at present (4xx).
    case refusedForNow(ServerWords)
    /// The server refuses it for good (5xx).
    case refused(ServerWords)
    /// The end of the mail may have reached the server, and its verdict did not reach us: it may
    /// have accepted.
    case uncertain(SendTrouble)
    /// The end of the mail was not sent: the server cannot have accepted.
    case notSent(SendTrouble)
}

/// What a server said: its code, and its text on one line, bounded.
package struct ServerWords: Hashable, Sendable {
    private static let charactersMax = 500

    /// Such as 250 or 550.
    package let code: Int
    /// The text behind the code, its lines joined.
    package let text: String

    /// Takes the lines of a reply.
    package init(code: Int, lines: [String]) {
        self.code = code
        let joined = lines.joined(separator: " ").unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: joined.prefix(Self.charactersMax))
        self.text = String(text)
    }
}

extension ServerWords: CustomStringConvertible {
    /// As the server said it.
    package var description: String { text.isEmpty ? "\(code)" : "\(code) \(text)" }
}

/// Why a mail did not get to a verdict.
package enum SendTrouble: Hashable, Sendable {
    /// There is neither a mail server nor a directory for mails.
    case noWay
    /// Nobody answers there.
    case cannotConnect
    /// The name of the server is unknown.
    case unknownHost
    /// The server fell silent.
    case silence
    /// The connection broke.
    case brokenConnection
    /// The server could not prove who it is, or does not offer TLS.
    case tls
    /// The name or password was refused.
    case loginRefused(ServerWords?)
    /// The server does not want to serve us.
    case notServed(ServerWords?)
    /// The time in which the mail had to be ended was over before it was.
    case tooLate
    /// The server failed again and again, and is left alone for a while.
    case resting
    /// Anything else, as curl's number.
    case other(Int)
}

extension SendTrouble: CustomStringConvertible {
    /// What happened, and what a person can do.
    package var description: String {
        switch self {
        case .noWay:
            "There is neither a mail server (smtp-server) nor a directory for mails "
                + "(data-directory); set one of them."
        case .cannotConnect:
            "The mail server does not answer; check its address, and that it runs."
        case .unknownHost: "The name of the mail server is unknown; check its spelling."
        case .silence: "The mail server fell silent; it is tried again later."
        case .brokenConnection: "The connection to the mail server broke."
        case .tls:
            "The mail server could not prove its identity or offers no TLS; check its certificate "
                + "and the setting smtp-security."
        case .loginRefused(let words):
            "The mail server refused the name or password\(said(words)); check both."
        case .notServed(let words): "The mail server does not serve us now\(said(words))."
        case .tooLate: "Sending took longer than it may; it is tried again later."
        case .resting:
            "The mail server failed again and again and is left alone for a while; the mail goes "
                + "by itself when it is back."
        case .other(let number): "Sending failed (curl \(number)); try again, then report it."
        }
    }

    private func said(_ words: ServerWords?) -> String { words.map { " (\($0))" } ?? "" }
}
