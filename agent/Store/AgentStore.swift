import Bytes
import Causality
import Crypto
import SQLite
package import Sync

/// A laptop's copy of one book: the log, the state and what is shown, in one SQLite file.
///
/// Invariants:
/// 1. Log, state and projection change in one transaction, or not at all.
/// 2. A change of one's own is durable before anybody hears of it.
/// 3. Whatever this life of the database writes bears a replica id that no other life has.
package struct AgentStore: Sendable {
    /// The device whose database it is.
    package let device: DeviceID
    let database: Database
    let replica: ReplicaID

    /// Opens the book's file, creating it when there is none, and begins a new replica.
    package static func open(at path: String) async throws -> AgentStore {
        let database = try await Database.open(at: path, migrations: [.book, .clients])
        var random = try SecureGenerator()
        let device = try await device(in: database, orNew: .random(using: &random))
        return AgentStore(
            device: device, database: database, replica: .random(using: &random))
    }

    private static func device(
        in database: Database, orNew new: DeviceID
    ) async throws -> DeviceID {
        try await database.write { connection in
            let statement = """
                INSERT INTO book (only_row, device, clock) VALUES (1, ?, 0)
                ON CONFLICT DO NOTHING
                """
            try connection.execute(statement, new)
            return try connection.scalar("SELECT device FROM book") ?? new
        }
    }

    /// Waits for what runs and closes the file.
    package func close() async { await database.close() }
}

extension Migration {
    fileprivate static let book = Migration(
        name: "v0001-book.sql",
        text: String(decoding: PackageResources.v0001_book_sql, as: UTF8.self))

    fileprivate static let clients = Migration(
        name: "v0002-clients.sql",
        text: String(decoding: PackageResources.v0002_clients_sql, as: UTF8.self))
}
