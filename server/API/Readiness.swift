package import PostgreSQL
import Synchronization

/// Whether the server can do its work now, and if not, why.
///
/// Before the schema is in place nothing is asked of the database; after that every question
/// is put to it anew, so the server is ready again as soon as its database is.
package final class Readiness: Sendable {
    private enum Schema {
        case pending(reason: String)
        case inPlace
    }

    private let schema = Mutex(Schema.pending(reason: "the database is being opened"))
    private let pool: Pool
    private let examineFiles: @Sendable () async -> String?

    /// Asks the database of a pool, and whoever knows why files could not be kept.
    package init(
        pool: Pool, files examineFiles: @escaping @Sendable () async -> String? = { nil }
    ) {
        self.pool = pool
        self.examineFiles = examineFiles
    }

    /// Says why the schema is not in place yet.
    package func wait(because reason: String) {
        schema.withLock { $0 = .pending(reason: reason) }
    }

    /// Says that the schema is in place.
    package func open() { schema.withLock { $0 = .inPlace } }

    /// Why requests cannot be answered; `nil` once the schema is in place.
    package var obstacle: String? {
        schema.withLock { schema in
            guard case .pending(let reason) = schema else { return nil }
            return reason
        }
    }

    /// Why the server is not ready at this moment; `nil` when it is. Anybody may ask: where the
    /// database is and what it said is not told.
    package func examine() async -> String? {
        if let obstacle { return obstacle }
        do {
            _ = try await pool.withConnection { connection in try connection.run("SELECT 1") }
            return await examineFiles()
        } catch {
            return "the database did not answer"
        }
    }
}
