import Glibc
import PostgreSQL
import TestPostgreSQL

/// A cluster for one test that stops or kills it.
enum OwnCluster {
    static func with(
        _ body: (PrivateCluster, ConnectionSettings) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let cluster = try PrivateCluster(directory: directory, durability: .disposable)
            do {
                try await body(cluster, try await cluster.start())
            } catch {
                try? await cluster.stop()
                throw error
            }
            try await cluster.stop()
        }
    }

    /// Ends a server as a power cut would: without any tidying.
    static func crash(_ cluster: PrivateCluster, by signal: Int32 = SIGQUIT) async throws {
        guard let processID = cluster.processID else { return }
        kill(processID, signal)
        try await until { cluster.processID != processID }
    }
}
