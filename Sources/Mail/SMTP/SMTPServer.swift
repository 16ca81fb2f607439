package import Logging

/// Where mails are handed in, and how.
package struct SMTPServer: Sendable {
    /// How the connection is protected.
    package enum Security: String, Sendable, CaseIterable {
        /// TLS begins on the way; without it nothing is sent.
        case startTLS = "starttls"
        /// TLS from the first byte.
        case implicitTLS = "tls"
        /// None.
        case none
    }

    /// How the program shows who it is.
    package enum Login: Sendable {
        /// Name and password, in whatever way the server prefers.
        case password(user: String, Secret<String>, mechanism: Mechanism?)
        /// A token of OAuth 2 (XOAUTH2).
        case token(user: String, Secret<String>)
    }

    /// The ways of handing in a password.
    package enum Mechanism: String, Sendable {
        /// Name and password at once.
        case plain = "PLAIN"
        /// Name, then password.
        case login = "LOGIN"
    }

    /// The name or number of the machine.
    package let host: String
    /// The port.
    package let port: UInt16
    /// How the connection is protected.
    package let security: Security
    /// How the program shows who it is.
    package let login: Login?
    /// What the program calls itself when it says hello.
    package let helloName: String
    /// For the connection.
    package var connectTimeout = Duration.seconds(15)
    /// For each answer of the server; it may take its time after the end of a mail.
    package var answerSecondsMax = 60
    /// For all of one mail.
    package var totalTimeout = Duration.seconds(180)
    /// A file of certificates to trust instead of the system's.
    package var authorityFile: String?

    /// Refuses a password on an unprotected connection to another machine.
    package init(
        host: String, port: UInt16, security: Security, login: Login? = nil,
        helloName: String = "localhost"
    ) throws(MailError) {
        guard Self.isName(helloName) else { throw .helloName }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0.isAlphanumeric || "-.:_".utf8.contains($0) })
        else { throw .serverName }
        let isHere = ["localhost", "127.0.0.1", "::1"].contains(host)
        if login != nil, security == .none, !isHere { throw .loginWithoutTLS }
        self.host = host
        self.port = port
        self.security = security
        self.login = login
        self.helloName = helloName
    }

    /// Whether a machine can be called so.
    package static func isName(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count)
            && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy { label in
                    !label.isEmpty
                        && label.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
                }
    }

    /// As libcurl wants it; nothing in the host ends it there.
    var url: String {
        let scheme = security == .implicitTLS ? "smtps" : "smtp"
        let bracketed = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return "\(scheme)://\(bracketed):\(port)/\(helloName)"
    }
}

/// What stands on the outside of a mail: one recipient, so that the outcome is one.
package struct Envelope: Hashable, Sendable {
    /// Where undeliverable mail comes back to.
    package let sender: MailAddress
    /// Whom to.
    package let recipient: MailAddress

    /// Puts both together.
    package init(sender: MailAddress, recipient: MailAddress) {
        self.sender = sender
        self.recipient = recipient
    }
}
