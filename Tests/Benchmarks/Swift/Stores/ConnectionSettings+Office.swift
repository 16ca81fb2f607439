import PostgreSQL
import ServerStore

// A file of its own: what books are made of is a schema too, and bears the same name.
extension ConnectionSettings {
    /// Brings a database to the server's schema.
    func migrateOffice() async throws {
        try await Migrator(Schema.migrations).migrate(self)
    }
}
