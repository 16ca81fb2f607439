import Bytes
import Crypto
import Identity
import Mail
import Mailing
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// Letters of accounts, which hold one-time links.
struct LetterTests {
    private static let link = "https://books.example.com/account/reset?token=S3CRET"

    private static func letter(
        _ kind: Letter.Kind = .passwordReset, language: String = "en", name: String = "Ada",
        book: String = "Baker & Sons"
    ) throws -> Letter {
        var random = SystemRandomNumberGenerator()
        return Letter(
            id: .random(using: &random), kind: kind,
            recipient: try #require(EmailAddress("ada@example.com")), name: name,
            language: language, link: link, hours: 1,
            asking: kind == .invitation ? .init(book: book, inviter: "Charles") : nil)
    }

    private static func post(_ letter: Letter, _ test: TestOutbox) async throws {
        let box = LetterBox(
            from: try Mailbox("office@example.com", name: "Counterfoil"), sealedBy: test.keeper)
        let time = test.clock.now
        try await test.office.pool.transaction { connection in
            try box.post(letter, in: connection, at: time)
        }
    }

    /// What is carried away when everything that is due is sent.
    private static func sent(_ test: TestOutbox) async throws -> [String] {
        let transport = ScriptedTransport(.accepted(.fine))
        _ = try await test.sender(transport).sendDue(limit: 99)
        return transport.carried.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test(arguments: Registration.languages)
    func `the hour of a reset is told as sixty minutes`(language: String) async throws {
        try await TestOutbox.with { test in
            try await Self.post(try Self.letter(language: language), test)
            let said = plain(try #require(try await Self.sent(test).first))
            #expect(said.contains(" 60 "))
        }
    }

    @Test func `every letter is written in every language and is sent once`() async throws {
        try await TestOutbox.with { test in
            for kind in Letter.Kind.allCases {
                for language in Registration.languages {
                    let letter = try Self.letter(kind, language: language)
                    for _ in 1...2 { try await Self.post(letter, test) }
                    let mails = try await Self.sent(test)
                    #expect(mails.count == 1)
                    let mail = try #require(mails.first)
                    #expect(mail.contains("\r\nTo: ada@example.com\r\n"))
                    let said = plain(mail)
                    #expect(said.contains("lang=\"\(language)\""))
                    #expect(said.contains("token=S3CRET"))
                }
            }
        }
    }

    @Test func `a link lies sealed in the outbox, and is gone once it was sent`() async throws {
        try await TestOutbox.with { test in
            try await Self.post(try Self.letter(), test)
            let lying = try await test.office.pool.withConnection { connection in
                try connection.rows("SELECT content FROM mails") {
                    (row) throws(PostgreSQLError) -> [UInt8] in try row.read(0)
                }
            }
            #expect(lying.count == 1)
            // Nothing of what a mail says is to be found, whatever it was encoded as.
            for word in ["S3CRET", "ada@example.com", "Subject", "Counterfoil"] {
                #expect(!lying[0].contains(subsequence: Array(word.utf8)))
            }
            #expect(try await Self.sent(test).count == 1)
            let left = try await test.office.number(
                "SELECT count(*) FROM mails WHERE content IS NOT NULL OR state <> 'sent'")
            #expect(left == 0)
        }
    }

    @Test func `what fails takes its letter with it`() async throws {
        struct Refused: Error {}
        try await TestOutbox.with { test in
            let box = LetterBox(from: try Mailbox("office@example.com"), sealedBy: test.keeper)
            let letter = try Self.letter()
            await #expect(throws: Refused.self) {
                try await test.office.pool.transaction { connection in
                    try box.post(letter, in: connection, at: Office.now)
                    throw Refused()
                }
            }
            #expect(try await Self.sent(test).isEmpty)
        }
    }

    @Test func `a reset of the reception itself comes out of the outbox`() async throws {
        try await TestOutbox.with { test in
            let desk = try await test.office.desk()
            _ = try await desk.person("ada")
            let email = try #require(EmailAddress("ada@example.com"))
            let reception = try await Reception.open(
                pool: test.office.pool, hasher: desk.hasher, keeper: desk.keeper,
                postbox: LetterBox(
                    from: try Mailbox("office@example.com"), sealedBy: test.keeper),
                policy: desk.reception.policy)
            try await reception.requestReset(of: email, from: "192.0.2.1", at: test.clock.now)
            #expect(try await Self.sent(test).count == 1)
        }
    }

    @Test func `a name carries no link and begins no header`() async throws {
        let names = [
            ("http://evil.example/x", "http evil example x"), ("evil.example", "evil example"),
            ("Dr. Ada  Lovelace", "Dr. Ada Lovelace"), ("", "ada@example.com"),
            ("./.", "ada@example.com"), ("a\u{202E}b\r\nBcc: x@y", "a b Bcc x y"),
        ]
        try await TestOutbox.with { test in
            for (typed, said) in names {
                try await Self.post(try Self.letter(name: typed), test)
                let mail = try #require(try await Self.sent(test).first)
                #expect(mail.contains("Hello \(said),"))
                #expect(!mail.contains("Bcc: x"))
            }
        }
    }

    @Test func `names that are endless leave room for a subject`() async throws {
        try await TestOutbox.with { test in
            let long = String(repeating: "é", count: 200)
            try await Self.post(try Self.letter(.invitation, name: long, book: long), test)
            #expect(try await Self.sent(test).count == 1)
        }
    }

    @Test func `a mail whose key is away waits, and goes when the key is back`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            let transport = ScriptedTransport(.accepted(.fine))
            let clock = test.clock
            let stranger = MailSender(
                pool: test.office.pool, transport: transport,
                keeper: try SecretKeeper { try .tests("other") },
                clock: .handedIn { clock.now })
            #expect(try await stranger.sendDue(limit: 9).states == [.queued: 1])
            #expect(transport.carried.isEmpty)
            #expect(try await test.deliveries()[0].words?.contains("test") == true)
            test.clock.advance(.seconds(61))
            #expect(try await Self.sent(test).count == 1)
        }
    }

    @Test func `another key seals what waits again, to the byte`() async throws {
        try await TestOutbox.with { test in
            for number in 1...3 { try await test.enqueue(test.key(number), text: "no \(number)\n") }
            let next = try SecretKeeper { try .tests("test", "next") }
            let rotation = SecretRotation(
                pool: test.office.pool, keeper: next, columns: [.mail])
            #expect(try await rotation.remaining() == 3)
            #expect(try await rotation.run().count == 3)
            #expect(try await rotation.remaining() == 0)
            let clock = test.clock
            let transport = ScriptedTransport(.accepted(.fine))
            let sender = MailSender(
                pool: test.office.pool, transport: transport,
                keeper: try SecretKeeper { try .tests("next") }, clock: .handedIn { clock.now })
            #expect(try await sender.sendDue(limit: 9).states == [.sent: 3])
            let texts = transport.carried.map { String(decoding: $0.bytes, as: UTF8.self) }
            for number in 1...3 { #expect(texts.contains { $0.contains("no \(number)") }) }
        }
    }
}

/// A mail without the codings of its parts: its lines of base64, and then all of it.
private func plain(_ mail: String) -> String {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let values = Dictionary(uniqueKeysWithValues: zip(digits.utf8, UInt32(0)...))
    var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
    for line in mail.split(separator: "\r\n")
    where line.utf8.allSatisfy({ $0 == 0x3D || values[$0] != nil }) {
        for digit in line.utf8 {
            guard let value = values[digit] else {
                (bits, count) = (0, 0)
                continue
            }
            (bits, count) = (bits << 6 | value, count + 6)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
    }
    return String(decoding: bytes, as: UTF8.self)
        + mail.replacing("=\r\n", with: "").replacing("=3D", with: "=")
}

extension [UInt8] {
    fileprivate func contains(subsequence: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: subsequence) }
    }
}
