package import Crypto
import HTTP
import JSON
package import PostgreSQL
package import ServerStore

extension SealedColumn {
    /// Answers that are kept for requests that may be sent again.
    package static let answer = SealedColumn(
        table: "kept_answers", column: "answer_sealed", owner: "key_hash", purpose: "answer")
}

/// Keeps answers, so that a request that is sent again is answered and not done again.
///
///     (nothing) ─begin─▶ busy ─the transaction of what was asked─▶ done ─keep─▶ answered
///         ▲               │
///         └─forget, or its time is over
///
/// What was done is known from the very transaction that did it; so an answer that was lost with
/// its server makes nothing happen twice, and nothing that did not happen is taken for done.
package struct KeptAnswers: Sendable {
    /// Who does what was asked.
    struct Ticket: Sendable {
        let key: [UInt8]
        let fence: Int64
    }

    /// What there was when a request came.
    enum Beginning: Sendable {
        /// Nothing: it is to be done.
        case begun(Ticket)
        /// It was done, and this was answered.
        case answered(Response)
        /// It is being done.
        case busy
        /// It was done, and its answer was lost.
        case lost
        /// Another request has the key.
        case taken
    }

    private static let busySeconds = 60
    private static let keptSeconds = 2 * 86_400
    private static let bodyBytesMax = 64 << 10

    private let pool: Pool
    private let keeper: SecretKeeper

    /// Keeps answers in a database, sealed.
    package init(pool: Pool, sealedBy keeper: SecretKeeper) {
        self.pool = pool
        self.keeper = keeper
    }

    func begin(_ key: [UInt8], request: [UInt8], at time: Timestamp) async throws -> Beginning {
        let fence: Int64? = try await pool.withConnection { connection in
            try connection.begin(
                key, request: request, at: time, busyUntil: time.advanced(Self.busySeconds),
                expiry: time.advanced(Self.keptSeconds))
        }
        if let fence { return .begun(Ticket(key: key, fence: fence)) }
        let found = try await pool.withConnection { try $0.kept(key, at: time) }
        // It was forgotten in this moment; whoever asks again begins.
        guard let found else { return .busy }
        guard found.request == request else { return .taken }
        // Between what is done and its answer there is a moment.
        guard let sealed = found.sealed else {
            return found.isDone && !found.isAwaited ? .lost : .busy
        }
        let bytes = try keeper.open(sealed, for: SealedColumn.answer.purpose, of: key)
        return .answered(try Response(kept: bytes))
    }

    /// Takes note within a transaction that what was asked is done by it.
    func note(_ ticket: Ticket, in connection: isolated Connection) throws {
        let count = try connection.execute(
            """
            UPDATE kept_answers SET is_done = true
            WHERE key_hash = \(ticket.key) AND fence = \(ticket.fence)
            """)
        guard count == 1 else {
            throw Refusal(.conflict, "This took so long that another attempt has overtaken it.")
        }
    }

    /// Keeps what is answered; an answer that is long or no text is not kept.
    func keep(_ response: Response, of ticket: Ticket) async throws {
        let bytes = response.kept(bytesMax: Self.bodyBytesMax)
        let sealed = try bytes.map { bytes in
            try keeper.seal(bytes, for: SealedColumn.answer.purpose, of: ticket.key)
        }
        try await pool.withConnection { connection in
            try connection.execute(
                """
                UPDATE kept_answers SET is_done = true, answer_sealed = \(orNull: sealed)
                WHERE key_hash = \(ticket.key) AND fence = \(ticket.fence)
                """)
        }
    }

    /// Forgets a request of which nothing was done, or that was refused whatever was written.
    func forget(_ ticket: Ticket, evenIfDone isRefused: Bool) async throws {
        try await pool.withConnection { connection in
            try connection.execute(
                """
                DELETE FROM kept_answers
                WHERE key_hash = \(ticket.key) AND fence = \(ticket.fence)
                    AND (NOT is_done OR \(isRefused))
                """)
        }
    }
}

private struct KeptRow: Sendable {
    let request: [UInt8]
    let isDone: Bool
    /// Whether whoever does it may still answer.
    let isAwaited: Bool
    let sealed: [UInt8]?
}

extension Connection {
    /// The fence of whoever may do it; nothing when somebody does, or did.
    fileprivate func begin(
        _ key: [UInt8], request: [UInt8], at time: Timestamp, busyUntil: Timestamp,
        expiry: Timestamp
    ) throws(PostgreSQLError) -> Int64? {
        try first(
            """
            INSERT INTO kept_answers AS held
                (key_hash, request_hash, fence, busy_until, expires_at)
            VALUES (\(key), \(request), 1, \(busyUntil), \(expiry))
            ON CONFLICT (key_hash) DO UPDATE
            SET request_hash = excluded.request_hash, fence = held.fence + 1,
                busy_until = excluded.busy_until, expires_at = excluded.expires_at,
                is_done = false, answer_sealed = NULL
            WHERE held.expires_at <= \(time) OR (held.busy_until <= \(time) AND NOT held.is_done
                AND held.request_hash = excluded.request_hash)
            RETURNING fence
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
    }

    fileprivate func kept(
        _ key: [UInt8], at time: Timestamp
    ) throws(PostgreSQLError) -> KeptRow? {
        try first(
            """
            SELECT request_hash, is_done, busy_until > \(time), answer_sealed FROM kept_answers
            WHERE key_hash = \(key)
            """
        ) { (row) throws(PostgreSQLError) in
            KeptRow(
                request: try row.read(0), isDone: try row.read(1), isAwaited: try row.read(2),
                sealed: try row.read(3))
        }
    }
}

extension Timestamp {
    fileprivate func advanced(_ seconds: Int) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(seconds) * 1_000_000)
    }
}

extension Response {
    /// The answer as it is kept; nothing when it is too long, no text, or made while it is sent.
    fileprivate func kept(bytesMax: Int) -> [UInt8]? {
        guard case .bytes(let bytes) = body, bytes.count <= bytesMax,
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let fields = headers.fields.map { JSONValue.array([.string($0.name), .string($0.value)]) }
        let value: JSONValue = [
            "status": .integer(Int64(status.code)), "headers": .array(fields),
            "body": .string(text),
        ]
        return Array(value.text().utf8)
    }

    /// Reads it back; the seal vouches for every byte.
    fileprivate init(kept bytes: [UInt8]) throws {
        let value = try JSONValue(parsing: bytes, limits: .init(bytesMax: 1 << 20, depthMax: 4))
        guard let status = value["status"]?.integer, let text = value["body"]?.string,
            let fields = value["headers"]?.array
        else { preconditionFailure("what was sealed here has these three") }
        var headers = Headers()
        for field in fields {
            guard let name = field.array?.first?.string, let value = field.array?.last?.string
            else { continue }
            headers.add(name, value)
        }
        self.init(Status(Int(status)), headers: headers, body: .text(text))
    }
}
