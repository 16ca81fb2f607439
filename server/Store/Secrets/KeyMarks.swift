package import Crypto
package import PostgreSQL

/// Why the secret keys at hand are not those of the database.
package enum KeyTrouble: Error, Hashable, Sendable {
    /// A key of this id is another one in the database.
    case other(id: String)
    /// None of the keys is known there.
    case stranger(known: [String])
    /// A key is missing here.
    case missing(id: String)
}

extension KeyTrouble: CustomStringConvertible {
    /// What is wrong, and what a person can do about it.
    package var description: String {
        let remedy =
            "give this server the same keys as the one that was here before: its file "
            + "private/secret.keys, or its COUNTERFOIL_SECRET_KEYS"
        return switch self {
        case .other(let id):
            "The secret keys here are not those of the database: its key '\(id)' is another one; "
                + remedy + "."
        case .stranger(let known):
            "The secret keys here are not those of the database, which knows "
                + known.map { "'\($0)'" }.joined(separator: ", ") + "; " + remedy + "."
        case .missing(let id):
            "The secret key '\(id)' is missing here, and the database needs it; " + remedy + "."
        }
    }
}

/// Which secret keys the servers on one database have in common.
///
/// The database knows of each key its id and a mark that nobody makes without the key. So a server
/// that was given other keys is told before it seals anything that the others cannot open.
package struct KeyMarks: Sendable {
    /// Names the lock under which marks are compared; any number that nothing else uses.
    private static let lockNumber: Int64 = 0x6b_6579_7302

    private let pool: Pool
    private let keeper: SecretKeeper
    private let columns: [SealedColumn]

    /// Compares the keys of a keeper; the columns are where one may be needed.
    package init(pool: Pool, keeper: SecretKeeper, columns: [SealedColumn]) {
        self.pool = pool
        self.keeper = keeper
        self.columns = columns
    }

    /// Reads the keys again and compares them; takes note of new ones. Nothing when all is well.
    package func trouble() async throws -> KeyTrouble? {
        try keeper.refresh()
        let marks = keeper.marks
        let columns = columns
        return try await pool.transaction { connection in
            // Of two servers that bring the first keys one after the other is a stranger.
            try connection.execute("SELECT pg_advisory_xact_lock(\(Self.lockNumber))")
            let known = try connection.keyMarks()
            if let trouble = try connection.trouble(known, ours: marks, columns) { return trouble }
            for (id, mark) in marks {
                try connection.execute(
                    """
                    INSERT INTO secret_keys (key_id, mark, noted_at)
                    VALUES (\(id), \(mark), clock_timestamp()) ON CONFLICT (key_id) DO NOTHING
                    """)
            }
            return nil
        }
    }

    /// Throws what is wrong with the keys.
    package func check() async throws {
        if let trouble = try await trouble() { throw trouble }
    }
}

extension Connection {
    /// The oldest first.
    fileprivate func keyMarks() throws(PostgreSQLError) -> [(id: String, mark: [UInt8])] {
        try rows("SELECT key_id, mark FROM secret_keys ORDER BY noted_at, key_id") {
            (row) throws(PostgreSQLError) in (id: try row.read(0), mark: try row.read(1))
        }
    }

    fileprivate func trouble(
        _ known: [(id: String, mark: [UInt8])], ours: [(id: String, mark: [UInt8])],
        _ columns: [SealedColumn]
    ) throws(PostgreSQLError) -> KeyTrouble? {
        guard !known.isEmpty else { return nil }
        for (id, mark) in ours {
            if let other = known.first(where: { $0.id == id }), other.mark != mark {
                return .other(id: id)
            }
        }
        let isOurs = { (id: String) in ours.contains { $0.id == id } }
        guard let newest = known.lastIndex(where: { isOurs($0.id) }) else {
            return .stranger(known: known.map(\.id))
        }
        for (index, key) in known.enumerated() where !isOurs(key.id) {
            // A newer one seals on other servers. An older one may have been taken out, once
            // nothing needs it any more.
            let isNeeded = try isNeeded(key.id, in: columns)
            if index > newest || isNeeded { return .missing(id: key.id) }
            try execute("DELETE FROM secret_keys WHERE key_id = \(key.id)")
        }
        return nil
    }

    /// Whether anything lies sealed under a key.
    private func isNeeded(
        _ id: String, in columns: [SealedColumn]
    ) throws(PostgreSQLError) -> Bool {
        let prefix = SealedSecret.prefix(of: id)
        for column in columns {
            let isThere: Bool = try value(
                """
                SELECT EXISTS (SELECT FROM \(name: column.table)
                    WHERE substring(\(name: column.column) from 1 for \(Int32(prefix.count)))
                        = \(prefix))
                """)
            if isThere { return true }
        }
        return false
    }
}
