import Glibc
import PostgreSQL
import TestPostgreSQL

/// Offices whose database the test may take away.
extension Office {
    /// Lends an office with one book on a cluster of its own.
    static func withCluster(
        _ body: @Sendable (Office, PrivateCluster) async throws -> Void
    ) async throws {
        try await World.with { world in
            let directory = world.directory + "/cluster"
            let cluster = try PrivateCluster(directory: directory, durability: .disposable)
            let settings = try await cluster.start()
            try await stopping(cluster) {
                try await prepare(settings)
                let flags = ["--database-url", try await settings.url()]
                let office = Office(in: world, flags: flags, settings: settings)
                try await office.serve()
                try await body(office, cluster)
            }
        }
    }

    /// Lends a server that has not begun yet and will keep a PostgreSQL of its own.
    static func withPrivateCluster(
        _ body: @Sendable (Office, PrivateCluster) async throws -> Void
    ) async throws {
        try await World.with { world in
            let directory = world.directory + "/data"
            // Only to look at what the server does, and to stop what a killed one leaves behind.
            let cluster = try PrivateCluster(directory: directory)
            try await stopping(cluster) {
                try await body(Office(in: world, flags: ["--data-directory", directory]), cluster)
            }
        }
    }

    /// Runs the body, ends the programs and stops the cluster, however the body went.
    private static func stopping(
        _ cluster: PrivateCluster, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch {
            await World.current?.end()
            try? await cluster.stop()
            throw error
        }
        await World.current?.end()
        try await cluster.stop()
    }
}

extension PrivateCluster {
    /// Ends the server at once (`pg_ctl stop -m immediate`): sessions are cut off, and the next
    /// start has to recover.
    func cutOff() async throws {
        guard let process = processID else { throw Trouble(description: "No PostgreSQL runs.") }
        kill(process, SIGQUIT)
        try await until("PostgreSQL has ended") { processID == nil }
    }
}
