import Bytes
package import Crypto
package import Identity
package import Mail
package import PostgreSQL

/// Puts the letters of accounts into words and into the outbox, in the transaction that wants them.
package struct LetterBox: Postbox {
    private let sender: Mailbox
    private let keeper: SecretKeeper

    /// Writes in the name of a sender.
    package init(from sender: Mailbox, sealedBy keeper: SecretKeeper) {
        self.sender = sender
        self.keeper = keeper
    }

    /// Leaves the letter in the outbox; the same one again makes no second mail.
    package func post(
        _ letter: Letter, in connection: isolated Connection, at time: Timestamp
    ) throws {
        let recipient = try MailAddress(letter.recipient.text)
        let kind = letter.kind.mail
        let key = MailKey(
            book: nil, kind: kind.rawValue, subject: letter.id.text, occurrence: "",
            recipient: recipient)
        let written = try MailTexts().write(
            kind, MailLanguage(tag: letter.language), LetterValues(letter).values)
        _ = try connection.enqueue(key, from: sender.address, sealedBy: keeper, at: time) { id in
            var message = try Message(
                id: id, unixSeconds: time.microseconds / 1_000_000, from: sender,
                to: [Mailbox(recipient)], subject: HeaderText(written.subject, of: "subject"),
                text: written.text)
            message.html = written.html
            return message
        }
    }

    /// Writes the letter into the outbox, and takes it back.
    package func rehearse(
        _ letter: Letter, in connection: isolated Connection, at time: Timestamp
    ) async throws {
        struct TakenBack: Error {}
        do {
            try await connection.savepoint { connection in
                try post(letter, in: connection, at: time)
                throw TakenBack()
            }
        } catch is TakenBack {}
    }
}

extension Letter.Kind {
    /// The text that says it.
    fileprivate var mail: MailKind {
        switch self {
        case .verification: .verification
        case .alreadyRegistered: .accountExists
        case .passwordReset: .reset
        case .passwordChanged: .passwordChanged
        case .invitation: .invitation
        }
    }
}

/// What a letter's text speaks of.
///
/// Names are typed by anybody, and the letter goes to whomever they name: what is said of a name
/// is short, and carries no link and no other message.
struct LetterValues {
    private static let scalarsMax = 60

    let values: [String: String]

    init(_ letter: Letter) {
        var values = [
            "name": Self.harmless(letter.name) ?? letter.recipient.text, "link": letter.link,
        ]
        // The link of a reset is good for an hour, which texts name in minutes: no language has
        // to bend a word for one of them.
        let unitsPerHour = letter.kind == .passwordReset ? 60 : 1
        values["duration"] = letter.hours.map { "\($0 * unitsPerHour)" }
        if let asking = letter.asking {
            values["book"] = Self.harmless(asking.book) ?? "…"
            values["inviter"] = asking.inviter.flatMap(Self.harmless) ?? values["book"]
        }
        self.values = values
    }

    /// Mail programs see a link where a dot, a colon or a slash stands within a word.
    private static func harmless(_ name: String) -> String? {
        var words: [String] = []
        for word in name.unicodeScalars.split(whereSeparator: { Self.separates($0) }) {
            let pieces = word.split(separator: ".").map { String($0) }
            let ending = word.last == "." ? "." : ""
            if !pieces.isEmpty { words.append(pieces.joined(separator: " ") + ending) }
        }
        let text = words.joined(separator: " ").unicodeScalars.prefix(scalarsMax)
        return text.isEmpty ? nil : String(text)
    }

    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            || scalar.properties.generalCategory == .format
            || "/:\\@<>".unicodeScalars.contains(scalar)
    }
}
