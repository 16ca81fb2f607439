internal import Glibc
internal import Machine

/// Makes the data directory of a cluster.
struct ClusterMaker: Sendable {
    /// The only role at first, and the one that this program connects as.
    static let superuser = "counterfoil"
    /// The file whose presence says that the data directory is ours.
    static let settingsFile = "counterfoil.conf"

    let place: ClusterPlace
    let programs: ClusterPrograms
    let durability: PrivateCluster.Durability

    /// Runs initdb beside the final place and moves the result there, so that an interrupted run
    /// leaves nothing that looks like data.
    func makeUnlessPresent() async throws(PostgreSQLError) {
        if ClusterFiles.exists(place.data) {
            guard ClusterFiles.exists("\(place.data)/\(Self.settingsFile)") else {
                let reason = "this program did not make it"
                throw .cluster(.directoryUnusable(place.data, reason: reason))
            }
            return
        }
        let partial = place.root + "/data.partial"
        try await run("/bin/rm", ["-rf", "--", partial])
        try await run(
            programs.directory + "/initdb",
            [
                "--pgdata", partial, "--username", Self.superuser, "--auth", "trust",
                "--encoding", "UTF8", "--locale", "C", "--lc-ctype", "C.UTF-8",
                "--data-checksums", "--no-instructions",
            ] + (durability == .durable ? [] : ["--no-sync"]))
        let main = partial + "/postgresql.conf"
        let include = "\ninclude_if_exists = '\(Self.settingsFile)'\n"
        let text = (ClusterFiles.text(main) ?? "") + include
        try ClusterFiles.write(text, to: main, owner: place.user)
        try ClusterFiles.write("", to: "\(partial)/\(Self.settingsFile)", owner: place.user)
        guard rename(partial, place.data) == 0 else { throw ClusterFiles.unusable(place.data) }
    }

    private func run(_ program: String, _ arguments: [String]) async throws(PostgreSQLError) {
        var process = Subprocess(program, arguments)
        process.user = place.user
        process.environment = ClusterStarter.environment
        process.workingDirectory = "/"
        let outcome: SubprocessOutcome
        do {
            outcome = try await process.run(secondsMax: 300)
        } catch {
            throw failed("\(error)")
        }
        guard outcome.status.isSuccess else { throw failed(outcome.errorText) }
    }

    private func failed(_ reason: String) -> PostgreSQLError {
        .cluster(.initializationFailed(directory: place.root, reason: reason))
    }
}
