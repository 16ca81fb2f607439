import Catalog
import JSON
package import PostgreSQL
import ServerStore
package import Sync

/// The texts of a book's mails: its own where it has some, the usual ones otherwise.
package struct BookTexts: Sendable {
    /// Every text that counts.
    package let texts: MailTexts
    /// The book's own texts that cannot be filled, and why; the usual ones stand in for them.
    package let refused: [MailTexts.Key: MailingError]

    /// Takes what a book has written, in the order of the records.
    init(_ written: [(occasion: String, language: String, text: MailText)]) {
        var own: [MailTexts.Key: MailText] = [:]
        var refused: [MailTexts.Key: MailingError] = [:]
        for (occasion, tag, text) in written {
            guard let language = MailLanguage(known: tag) else { continue }
            for kind in MailKind.allCases where kind.occasion == occasion {
                let key = MailTexts.Key(kind, language)
                do throws(MailingError) {
                    _ = try MailTexts.preview(text, kind, language)
                    own[key] = text
                } catch {
                    refused[key] = error
                }
            }
        }
        texts = MailTexts(own: own)
        self.refused = refused
    }
}

extension Connection {
    /// The texts of a book's mails.
    package func mailTexts(of book: BookID) throws -> BookTexts {
        let collection = Catalog.mailText
        let records = try rows(
            """
            SELECT record_id, state FROM record_states
            WHERE book_id = \(book) AND collection = \(Int64(collection.number))
            ORDER BY record_id
            """
        ) { (row) throws(PostgreSQLError) -> (RecordID, [UInt8]) in
            (try row.read(0), try row.read(1))
        }
        let written = try records.compactMap { id, state in
            let key = RecordKey(collection: collection.number, id: id)
            let record = try Record(key: key, encoded: state)
            return record.isAlive ? collection.json(of: record).mailText : nil
        }
        return BookTexts(written)
    }
}

extension JSONValue {
    /// A text as the catalog writes it; one without a subject or a body replaces nothing.
    fileprivate var mailText: (occasion: String, language: String, text: MailText)? {
        guard let kind = self["kind"]?.string, let language = self["language"]?.string,
            let subject = self["subject"]?.string, !subject.isEmpty,
            let body = self["body"]?.string, !body.isEmpty
        else { return nil }
        return (kind, language, MailText(subject: subject, body: body))
    }
}

extension MailKind {
    /// What a book calls the occasion of such a mail; nothing where the words are the server's.
    fileprivate var occasion: String? {
        switch self {
        case .invoice: "issued"
        case .receipt: "paid"
        case .reminderFriendly, .reminderDue, .reminderPastDue: "reminder"
        case .verification, .accountExists, .reset, .passwordChanged, .invitation, .status: nil
        }
    }
}

extension MailLanguage {
    /// The language of a tag, if mails are written in it.
    fileprivate init?(known tag: String) {
        let primary = tag.lowercased().prefix { $0 != "-" && $0 != "_" }
        self.init(rawValue: String(primary))
    }
}
