import Crypto
package import PostgreSQL

/// A column of the database that holds sealed secrets.
package struct SealedColumn: Hashable, Sendable {
    /// The table.
    package let table: String
    /// The column with the sealed bytes.
    package let column: String
    /// The column that tells whose secret it is: a uuid or a text.
    package let owner: String
    /// What the secret is for.
    package let purpose: String

    /// Names a column.
    package init(table: String, column: String, owner: String, purpose: String) {
        self.table = table
        self.column = column
        self.owner = owner
        self.purpose = purpose
    }

    /// The seeds of the keys that sign tokens.
    package static let signingKey = SealedColumn(
        table: "signing_keys", column: "seed_sealed", owner: "key_id", purpose: "token-signing")
    /// The secrets of second factors.
    package static let totp = SealedColumn(
        table: "people", column: "totp_sealed", owner: "person_id", purpose: "totp")

    /// Every column of this module.
    package static let all = [signingKey, totp, bookKey]
}

/// Seals again, with the present key, whatever was sealed with another.
///
/// It goes in small transactions and may be stopped anywhere: what is left is found by the key
/// that it names.
package struct SecretRotation: Sendable {
    private static let rowsMax = 50

    private let pool: Pool
    private let keeper: SecretKeeper

    /// Works on these columns.
    package init(pool: Pool, keeper: SecretKeeper) {
        self.pool = pool
        self.keeper = keeper
    }

    /// Seals everything again; tells how many secrets there were to do.
    package func run(_ columns: [SealedColumn] = SealedColumn.all) async throws -> Int {
        var total = 0
        for column in columns {
            while true {
                let count = try await step(column)
                total += count
                if count == 0 { break }
            }
        }
        return total
    }

    /// How many secrets still need another key than the present one.
    package func remaining(_ columns: [SealedColumn] = SealedColumn.all) async throws -> Int {
        var total = 0
        for column in columns {
            total += try await pool.withConnection { [keeper] connection in
                try connection.countForeign(column, keeper.currentID)
            }
        }
        return total
    }

    /// Does a few; tells how many.
    private func step(_ column: SealedColumn) async throws -> Int {
        try await pool.transaction { [keeper] connection in
            let found = try connection.foreign(column, keeper.currentID, rowsMax: Self.rowsMax)
            for (owner, sealed) in found {
                let secret = try keeper.open(sealed, for: column.purpose, of: owner)
                let anew = try keeper.seal(secret, for: column.purpose, of: owner)
                try connection.replace(column, sealed, by: anew)
            }
            return found.count
        }
    }
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
        _ column: SealedColumn, _ keyID: String, rowsMax: Int
    ) throws(PostgreSQLError) -> [(owner: [UInt8], sealed: [UInt8])] {
        let prefix = SealedSecret.prefix(of: keyID)
        let query: Query = """
            SELECT CASE pg_typeof(\(name: column.owner))::text
                    WHEN 'uuid' THEN decode(replace(\(name: column.owner)::text, '-', ''), 'hex')
                    ELSE convert_to(\(name: column.owner)::text, 'UTF8') END,
                \(name: column.column)
            FROM \(name: column.table) WHERE \(name: column.column) IS NOT NULL
                AND substring(\(name: column.column) from 1 for \(Int32(prefix.count))) <> \(prefix)
            LIMIT \(rowsMax) FOR UPDATE SKIP LOCKED
            """
        return try rows(query) { (row) throws(PostgreSQLError) in
            (owner: try row.read(0), sealed: try row.read(1))
        }
    }

    /// The sealed bytes are as good as a name: a nonce is never used twice.
    fileprivate func replace(
        _ column: SealedColumn, _ sealed: [UInt8], by anew: [UInt8]
    ) throws(PostgreSQLError) {
        try execute(
            """
            UPDATE \(name: column.table) SET \(name: column.column) = \(anew)
            WHERE \(name: column.column) = \(sealed)
            """)
    }
}
