import Bytes
import Catalog
import Causality
import Mail
import Mailing
import PostgreSQL
import Sync
import TestOffice
import Testing

/// The words that a book has for its own mails.
struct BookTextsTests {
    /// Keeps a text as a laptop's change would leave it in the records.
    private static func keep(
        _ occasion: String, _ language: String, subject: String, body: String, _ number: UInt8,
        isAlive: Bool = true, in book: BookID, _ office: Office
    ) async throws {
        let collection = Catalog.mailText
        let id = try #require(RecordID(bytes: [UInt8](repeating: number, count: 16)))
        let key = RecordKey(collection: collection.number, id: id)
        var device = try TestDevice()
        let base = device.change(record: key)
        var writes = collection.creation(
            of: id,
            values: [
                "kind": .text(occasion), "language": .text(language), "subject": .text(subject),
                "body": .text(body),
            ], owner: nil)
        if !isAlive { writes.removeAll { $0.address.register == Life.register } }
        let change = Change(
            dot: base.dot, device: device.id, claimed: base.claimed, schemaVersion: 1,
            writes: writes)
        var record = Record(key: key)
        record.apply(change, stamp: base.claimed)
        let state = record.encoded
        try await office.pool.withConnection { connection in
            try connection.execute(
                """
                INSERT INTO record_states (book_id, collection, record_id, state)
                VALUES (\(book), \(Int64(collection.number)), \(id), \(state))
                """)
        }
    }

    private static func texts(_ book: BookID, _ office: Office) async throws -> BookTexts {
        try await office.pool.withConnection { try $0.mailTexts(of: book) }
    }

    @Test func `a book's own text stands for its occasion in its language alone`() async throws {
        try await Office.with { office in
            let (book, other) = (try await office.book("A"), try await office.book("B"))
            try await Self.keep(
                "reminder", "de-AT", subject: "Bitte: {{number}}", body: "Servus {{client}}", 1,
                in: book, office)
            let texts = try await Self.texts(book, office).texts
            for kind in [MailKind.reminderFriendly, .reminderDue, .reminderPastDue] {
                let mail = try texts.write(kind, .german, kind.sampleValues())
                #expect(mail.subject == "Bitte: 2026-0042" && mail.text == "Servus Ada Lovelace\n")
                #expect(texts.text(kind, .english) == MailTexts().text(kind, .english))
            }
            #expect(texts.text(.invoice, .german) == MailTexts().text(.invoice, .german))
            let theirs = try await Self.texts(other, office).texts
            #expect(theirs.text(.reminderDue, .german) == MailTexts().text(.reminderDue, .german))
        }
    }

    @Test func `a text that cannot be filled is told, and the usual one stands in`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            try await Self.keep(
                "issued", "en", subject: "Hi {{secret}}", body: "x", 1, in: book, office)
            let found = try await Self.texts(book, office)
            let key = MailTexts.Key(.invoice, .english)
            #expect(found.refused[key]?.description.contains("{{secret}}") == true)
            #expect(found.texts.text(.invoice, .english) == MailTexts().text(.invoice, .english))
        }
    }

    @Test func `texts that are deleted, empty or of another language replace nothing`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            try await Self.keep(
                "paid", "en", subject: "S", body: "B", 1, isAlive: false, in: book, office)
            try await Self.keep("paid", "en", subject: "", body: "B", 2, in: book, office)
            try await Self.keep("paid", "it", subject: "S", body: "B", 3, in: book, office)
            try await Self.keep("quote", "en", subject: "S", body: "B", 4, in: book, office)
            let found = try await Self.texts(book, office)
            #expect(found.refused.isEmpty)
            for kind in MailKind.allCases {
                #expect(found.texts.text(kind, .english) == MailTexts().text(kind, .english))
            }
        }
    }
}
