package import Crypto
package import PostgreSQL
import Sync

/// Seals again, with the present key, whatever was sealed with another.
///
/// It goes in small steps and may be stopped anywhere, or run twice at once: what is left is found
/// by the key that it names, and a secret is replaced only while it is the one that was read. One
/// that cannot be opened is passed over and told; after many of them it is no secret's fault.
package struct SecretRotation: Sendable {
    private static let rowsMax = 50
    private static let unreadableMax = 100

    private let pool: Pool
    private let keeper: SecretKeeper
    private let columns: [SealedColumn]

    /// Works on these columns.
    package init(pool: Pool, keeper: SecretKeeper, columns: [SealedColumn]) {
        self.pool = pool
        self.keeper = keeper
        self.columns = columns
    }

    /// What came of it.
    package struct Report: Sendable {
        /// How many secrets were sealed again.
        package internal(set) var count = 0
        /// Those that could not be opened: the column, and why.
        package internal(set) var unreadable: [String] = []
    }

    /// Seals everything again that can be opened.
    package func run() async throws -> Report {
        var report = Report()
        for column in columns {
            var passed: [[UInt8]] = []
            while true {
                let step = try await step(column, passing: passed)
                report.count += step.count
                passed += step.unreadable.map(\.sealed)
                report.unreadable += step.unreadable.map { "\(column.name): \($0.reason)" }
                if step.count == 0, step.unreadable.isEmpty { break }
                if passed.count >= Self.unreadableMax { return report }
            }
        }
        return report
    }

    /// How many secrets still need another key than the present one.
    package func remaining() async throws -> Int {
        var total = 0
        for column in columns {
            total += try await pool.withConnection { [keeper] connection in
                try connection.countForeign(column, keeper.currentID)
            }
        }
        return total
    }

    /// Does a few of those that were not passed over before.
    private func step(_ column: SealedColumn, passing passed: [[UInt8]]) async throws -> Step {
        try await pool.transaction { [keeper] connection in
            let found = try connection.foreign(
                column, keeper.currentID, passing: passed, rowsMax: Self.rowsMax)
            var step = Step()
            for secret in found {
                do {
                    let bytes = try keeper.open(
                        secret.sealed, for: column.purpose, of: secret.owner)
                    let anew = try keeper.seal(bytes, for: column.purpose, of: secret.owner)
                    try connection.replace(secret, in: column, by: anew)
                    step.count += 1
                } catch let error as CryptoError {
                    step.unreadable.append((sealed: secret.sealed, reason: "\(error)"))
                }
            }
            return step
        }
    }

    /// What a step did.
    private struct Step: Sendable {
        var count = 0
        var unreadable: [(sealed: [UInt8], reason: String)] = []
    }
}

extension SealedColumn {
    fileprivate var name: String { "\(table).\(column)" }
}

/// A secret that another key has sealed.
private struct ForeignSecret: Sendable {
    /// The book, in a table of a book's.
    let book: BookID?
    let owner: [UInt8]
    let sealed: [UInt8]
}

extension Connection {
    fileprivate func countForeign(
        _ column: SealedColumn, _ keyID: String
    ) throws(PostgreSQLError) -> Int {
        let prefix = SealedSecret.prefix(of: keyID)
        return try value(
            """
            SELECT count(*) FROM \(name: column.table) WHERE \(name: column.column) IS NOT NULL
                AND substring(\(name: column.column) from 1 for \(Int32(prefix.count))) <> \(prefix)
            """)
    }

    fileprivate func foreign(
        _ column: SealedColumn, _ keyID: String, passing passed: [[UInt8]], rowsMax: Int
    ) throws(PostgreSQLError) -> [ForeignSecret] {
        let prefix = SealedSecret.prefix(of: keyID)
        // Where a table has no books, the owner stands in for one and is not read.
        let query: Query = """
            SELECT CASE pg_typeof(\(name: column.owner))::text
                    WHEN 'uuid' THEN decode(replace(\(name: column.owner)::text, '-', ''), 'hex')
                    WHEN 'bytea' THEN decode(substr(\(name: column.owner)::text, 3), 'hex')
                    ELSE convert_to(\(name: column.owner)::text, 'UTF8') END,
                \(name: column.column), \(name: column.isOfBook ? "book_id" : column.owner)
            FROM \(name: column.table) WHERE \(name: column.column) IS NOT NULL
                AND substring(\(name: column.column) from 1 for \(Int32(prefix.count))) <> \(prefix)
                AND NOT \(name: column.column) = ANY(\(passed))
            LIMIT \(rowsMax)
            """
        return try rows(query) { (row) throws(PostgreSQLError) in
            let book: BookID? = column.isOfBook ? try row.read(2) : nil
            return ForeignSecret(book: book, owner: try row.read(0), sealed: try row.read(1))
        }
    }

    /// The sealed bytes are as good as a name: a nonce is never used twice.
    fileprivate func replace(
        _ secret: ForeignSecret, in column: SealedColumn, by anew: [UInt8]
    ) throws(PostgreSQLError) {
        if let book = secret.book {
            try execute(
                """
                UPDATE \(name: column.table) SET \(name: column.column) = \(anew)
                WHERE book_id = \(book) AND \(name: column.column) = \(secret.sealed)
                """)
        } else {
            try execute(
                """
                UPDATE \(name: column.table) SET \(name: column.column) = \(anew)
                WHERE \(name: column.column) = \(secret.sealed)
                """)
        }
    }
}
