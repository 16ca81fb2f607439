import Bytes
import Crypto
import FakeMailServer
import Mail
import Mailing
import PostgreSQL
import ServerStore
import Sync
import Synchronization
import TestOffice

/// An outbox on a database of a test's own, and a clock that stands until it is moved.
struct TestOutbox: Sendable {
    let office: Office
    let book: BookID
    let keeper: SecretKeeper
    let clock = TestClock()

    var outbox: Outbox { Outbox(pool: office.pool) }

    static func with<Value>(_ body: (TestOutbox) async throws -> Value) async throws -> Value {
        try await Office.with { office in
            try await body(
                TestOutbox(
                    office: office, book: try await office.book(),
                    keeper: try SecretKeeper { try .tests("test") }))
        }
    }

    func key(_ number: Int = 1, kind: String = "invoice") throws -> MailKey {
        MailKey(
            book: book, kind: kind, subject: "subject", occurrence: "\(number)",
            recipient: try MailAddress("ada@example.com"))
    }

    @discardableResult
    func enqueue(_ key: MailKey, text: String = "Dear Ada\n") async throws -> Enqueued {
        let (time, keeper) = (clock.now, keeper)
        return try await office.pool.transaction { connection in
            try connection.enqueue(
                key, from: try MailAddress("billing@baker.example"), sealedBy: keeper, at: time
            ) { id in try Message.sample(id, text: text) }
        }
    }

    func sender(_ transport: any MailTransport, _ policy: MailPolicy = MailPolicy()) -> MailSender {
        let clock = clock
        return MailSender(
            pool: office.pool, transport: transport, keeper: keeper, policy: policy,
            clock: .handedIn { clock.now })
    }

    func deliveries() async throws -> [Delivery] {
        try await outbox.deliveries(of: "subject", in: book)
    }

    func states() async throws -> [DeliveryState] { try await deliveries().map(\.state) }
}

extension Keyring {
    /// Keys that are made of their names; the last one seals.
    static func tests(_ ids: String...) throws -> Keyring {
        try Keyring(
            parsing: ids.map { id in
                let digits = SHA256.digest(Array(id.utf8)).map { byte in
                    (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }
                return "\(id):\(digits.joined())"
            }.joined(separator: "\n"))
    }
}

extension Message {
    static func sample(_ id: MessageID, text: String) throws -> Message {
        try Message(
            id: id, unixSeconds: 1_763_736_347, from: Mailbox("billing@baker.example"),
            to: [Mailbox("ada@example.com")], subject: HeaderText("Invoice"), text: text)
    }
}

/// A clock that a test moves.
final class TestClock: Sendable {
    private let time = Mutex(Office.now.microseconds)

    var now: Timestamp { Timestamp(microseconds: time.withLock { $0 }) }

    func advance(_ duration: Duration) {
        time.withLock { $0 += Int64(duration / .microseconds(1)) }
    }
}

/// A transport that answers what a test says, and remembers what it carried.
final class ScriptedTransport: MailTransport {
    private let carriedMails = Mutex<[CarriedMail]>([])
    private let answer: @Sendable (CarriedMail) async -> SendOutcome

    init(_ answer: @escaping @Sendable (CarriedMail) async -> SendOutcome) { self.answer = answer }

    convenience init(_ outcome: SendOutcome) { self.init { _ in outcome } }

    var carried: [CarriedMail] { carriedMails.withLock { $0 } }

    func carry(_ mail: CarriedMail) async -> SendOutcome {
        carriedMails.withLock { $0.append(mail) }
        return await answer(mail)
    }
}

extension SMTPSender {
    init(to server: FakeMailServer) throws {
        self.init(try SMTPServer(host: "127.0.0.1", port: server.port, security: .none))
    }
}

extension ServerWords {
    static let fine = ServerWords(code: 250, lines: ["Ok"])
    static let later = ServerWords(code: 451, lines: ["try later"])
    static let never = ServerWords(code: 550, lines: ["no such user"])
}
