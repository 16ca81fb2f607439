import Logging
import Machine
import PostgreSQL
import ServerAPI
import ServerStore

/// Brings the database to this release's schema and compares the secret keys with those that it
/// knows, however long the database is away and however long nobody brings the right keys.
struct SchemaKeeper: Sendable {
    let settings: ConnectionSettings
    let marks: KeyMarks
    let readiness: Readiness
    let log: Logger

    /// Returns when both are in place or the task was cancelled; throws what a person has to mend
    /// before another start, such as a database of a newer release.
    func prepare() async throws {
        let backoff = Backoff(first: .milliseconds(200), longest: .seconds(5))
        var failures = 0
        var told: KeyTrouble?
        while !Task.isCancelled {
            do {
                let applied = try await Migrator(Schema.migrations).migrate(settings)
                for name in applied { log.info("applied a migration", .text("name", name)) }
                guard let trouble = try await marks.trouble() else {
                    let lack = try await BookWalls.raise(settings)
                    if let lack { log.warning("books are kept apart once", .text("why", lack)) }
                    return readiness.open()
                }
                readiness.wait(because: "the secret keys here are not those of the database")
                if trouble != told { log.error("not serving", .text("why", "\(trouble)")) }
                told = trouble
            } catch let error as PostgreSQLError where error.isUnavailable {
                readiness.wait(because: "the database did not answer")
                if failures == 0 {
                    log.warning("waiting for the database", .text("why", "\(error)"))
                }
            } catch is CancellationError {
                // The server was asked to end: the next start goes on with the schema.
                return
            }
            failures += 1
            // A cancelled wait ends early, and the loop with it.
            try? await backoff.wait(afterFailures: failures)
        }
    }
}
