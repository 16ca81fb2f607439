import CommandLine
import PostgreSQL
import ServerStore

extension Setup {
    /// Lends connections to the configured database, in this release's schema.
    func withPool<Value: Sendable>(
        _ invocation: Invocation, _ body: (Pool) async throws -> Value
    ) async throws -> Value {
        let configuration = try configuration(invocation)
        return try await database(configuration).borrow { settings in
            try await Migrator(Schema.migrations).migrate(settings)
            let pool = Pool(settings)
            do {
                let value = try await body(pool)
                await pool.close()
                return value
            } catch {
                await pool.close()
                throw error
            }
        }
    }
}
