internal import Glibc
internal import Machine

/// Starts the server of a cluster, or finds that it already runs.
struct ClusterStarter: Sendable {
    /// Nothing of this program's own settings reaches the server.
    static let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]

    let place: ClusterPlace
    let programs: ClusterPrograms
    let durability: PrivateCluster.Durability

    func startOrAdopt(readySecondsMax: Int) async throws(PostgreSQLError) -> Postmaster {
        let deadline = ContinuousClock.now + .seconds(readySecondsMax)
        if let adopted = try await adopt(before: deadline) { return adopted }
        return try await start(before: deadline)
    }

    /// The server that already runs, once it is ready; nil when there is none or it goes away.
    private func adopt(
        before deadline: ContinuousClock.Instant
    ) async throws(PostgreSQLError) -> Postmaster? {
        var running: Postmaster?
        let isSettled = await isTrue(within: deadline - .now) {
            running = Postmaster.running(on: place.data)
            // It was told to end after its last session: nobody wants to wait for that.
            if running?.isStopping == true { running?.send(signal: SIGINT, on: place.data) }
            return running?.isReady ?? true
        }
        guard isSettled else { throw failed }
        return running
    }

    private func start(
        before deadline: ContinuousClock.Instant
    ) async throws(PostgreSQLError) -> Postmaster {
        // The processes of a server that was killed end by themselves within moments.
        let isClean = await isTrue(within: .seconds(60)) {
            Postmaster.removeRemains(on: place.data)
        }
        guard isClean else { throw failed }
        place.removeSocketRemains()
        try place.makeSocketDirectory()
        try ClusterFiles.write(
            configuration, to: "\(place.data)/\(ClusterMaker.settingsFile)", owner: place.user)
        let server: RunningSubprocess
        do {
            server = try await process.start(outputFile: place.startLog)
        } catch {
            throw .cluster(.initializationFailed(directory: place.root, reason: "\(error)"))
        }
        return try await ready(server, before: deadline)
    }

    /// The server's last line tells the reason more often than not, and holds no data.
    private var failed: PostgreSQLError {
        let last = ClusterFiles.text(place.startLog)?.split(separator: "\n").last ?? ""
        return .cluster(.startFailed(log: place.startLog, lastLine: String(last)))
    }

    private var process: Subprocess {
        var process = Subprocess(programs.directory + "/postgres", ["-D", place.data])
        process.user = place.user
        process.environment = Self.environment
        process.workingDirectory = "/"
        if durability == .disposable { process.signalOnParentDeath = .quit }
        return process
    }

    private func ready(
        _ server: RunningSubprocess, before deadline: ContinuousClock.Instant
    ) async throws(PostgreSQLError) -> Postmaster {
        var ready: Postmaster?
        _ = await isTrue(within: deadline - .now) {
            ready = Postmaster.running(on: place.data).flatMap { $0.isReady ? $0 : nil }
            return ready != nil || server.status != nil
        }
        guard let ready else { throw failed }
        return ready
    }

    /// A list of one quoted name, inside a quoted value.
    private var socketDirectories: String {
        var text = ""
        for character in quoted(place.socketDirectory) {
            if character == "'" || character == "\\" { text.append(character) }
            text.append(character)
        }
        return "'\(text)'"
    }

    /// Written anew before every start, since the place may have moved. Statements are never
    /// logged: they hold customer data.
    private var configuration: String {
        let isDurable = durability == .durable ? "on" : "off"
        return """
            # Written by Counterfoil at every start.
            listen_addresses = ''
            port = 5432
            unix_socket_directories = \(socketDirectories)
            unix_socket_permissions = 0700
            max_connections = 100
            fsync = \(isDurable)
            synchronous_commit = on
            full_page_writes = \(isDurable)
            timezone = 'UTC'
            log_timezone = 'UTC'
            logging_collector = \(isDurable)
            log_directory = 'log'
            log_filename = 'postgresql-%a.log'
            log_rotation_age = 1d
            log_truncate_on_rotation = on
            log_error_verbosity = terse
            log_min_error_statement = panic

            """
    }
}
