import PostgreSQL
import ServerStore
import TestJobs
import TestPostgreSQL

extension Shop {
    /// Lends a shop to the body and removes it afterwards.
    static func with(_ body: (Shop) async throws -> Void) async throws {
        try await TestDatabase.with(template: "jobs", preparedBy: migrate) { settings in
            let shop = try await Shop(settings)
            do {
                try await body(shop)
                await shop.pool.close()
            } catch {
                await shop.pool.close()
                throw error
            }
        }
    }

    private static func migrate(_ settings: ConnectionSettings) async throws {
        try await Migrator(Schema.migrations).migrate(settings)
    }
}
