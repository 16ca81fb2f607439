package import Identity
package import PostgreSQL
package import ServerStore
package import Sync
import TestPostgreSQL

/// The office's store and identities on a migrated database of a test's own.
package struct Office: Sendable {
    /// How to connect to the database.
    package let settings: ConnectionSettings
    /// The connections that the store uses.
    package let pool: Pool

    /// The books.
    package var store: ServerStore { ServerStore(pool: pool) }
    /// The laptops.
    package var devices: Devices { Devices(pool: pool) }

    /// An office on a database that was migrated before.
    package init(settings: ConnectionSettings) {
        self.settings = settings
        pool = Pool(settings)
    }

    /// The present moment of every test that does not move it.
    package static let now = Timestamp(microseconds: 1_763_700_000_000_000)

    /// Lends an office to the body and removes it afterwards.
    @discardableResult
    package static func with<Value>(
        _ body: (Office) async throws -> Value
    ) async throws -> Value {
        try await TestDatabase.with(template: "books", preparedBy: migrate) { settings in
            let office = Office(settings: settings)
            do {
                let value = try await body(office)
                await office.pool.close()
                return value
            } catch {
                await office.pool.close()
                throw error
            }
        }
    }

    private static func migrate(_ settings: ConnectionSettings) async throws {
        try await Migrator(Schema.migrations).migrate(settings)
        _ = try await BookWalls.raise(settings)
    }

    /// Makes a book.
    package func book(_ name: String = "Baker & Sons") async throws -> BookID {
        try await store.createBook(named: name, at: Self.now)
    }

    /// The first column of every row that a query of text gives.
    package func texts(_ query: Query) async throws -> [String?] {
        try await pool.withConnection { connection in
            try connection.rows(query) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
    }

    /// A number that a query gives.
    package func number(_ query: Query) async throws -> Int64 {
        try await pool.withConnection { connection in try connection.value(query) }
    }
}
