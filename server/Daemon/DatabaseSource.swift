import Machine
import PostgreSQL

/// Where the server's database comes from.
enum DatabaseSource: Sendable {
    /// Somebody else's: it is used, never started or stopped.
    case external(ConnectionSettings)
    /// The server's own, which starts and stops with it.
    case own(PrivateCluster, directory: String)

    /// Runs the body with the database; one of our own that did not run before is stopped after.
    ///
    /// The lock on the directory tells whether a server is running on it.
    func borrow<Value: Sendable>(
        _ body: (ConnectionSettings) async throws -> Value
    ) async throws -> Value {
        switch self {
        case .external(let settings): return try await body(settings)
        case .own(let cluster, let directory):
            do {
                let lock = try DirectoryLock(directory: directory, name: "server.lock")
                let value = try await Self.briefly(cluster, body)
                _ = consume lock
                return value
            } catch MachineError.held {
                return try await body(try await cluster.start())
            }
        }
    }

    private static func briefly<Value: Sendable>(
        _ cluster: PrivateCluster, _ body: (ConnectionSettings) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body(try await cluster.start())
            try await cluster.stop()
            return value
        } catch {
            // The first error is the one to tell; a cluster that does not stop is adopted by the
            // next start.
            try? await cluster.stop()
            throw error
        }
    }
}
