internal import Glibc
internal import Machine

/// A PostgreSQL of our own: in our directory, on a unix socket only, as an unprivileged user.
///
/// 1. It touches no data that it did not make: a data directory without its settings file is
///    refused, and a signal goes only to a process that works in that directory.
/// 2. The server outlives this program when it crashes; the next start adopts it.
/// 3. absent → (initdb) → stopped → (start) → ready → (stop) → stopped; a crash leads from ready
///    to stopped, and `monitor` back.
package actor PrivateCluster {
    /// Whether what was committed survives a power cut.
    package enum Durability: Sendable {
        /// It does.
        case durable
        /// It does not: faster, for tests that throw the data away. Ends with this program.
        case disposable
    }

    /// The database that is made for the program.
    package static let databaseName = "counterfoil"

    let place: ClusterPlace
    private let programsDirectory: String?
    private let durability: Durability
    private(set) var isWanted = false

    /// The cluster of a directory; made at the first start. Its programs are Debian's newest
    /// unless a directory is named.
    package init(
        directory: String, programs: String? = nil, durability: Durability = .durable
    ) throws(PostgreSQLError) {
        place = try ClusterPlace(for: directory)
        programsDirectory = programs
        self.durability = durability
    }

    /// Where the data really lies.
    package nonisolated var dataDirectory: String { place.data }

    /// The process of the server; nil while it does not run.
    package nonisolated var processID: Int32? { Postmaster.running(on: place.data)?.processID }

    /// Makes the cluster when it is absent, starts or adopts its server, waits until it is ready,
    /// and says how to connect.
    package func start(readySecondsMax: Int = 300) async throws -> ConnectionSettings {
        isWanted = true
        guard let settings = try await bringUp(readySecondsMax: readySecondsMax) else {
            throw PostgreSQLError.misused("a cluster that is stopped while it starts")
        }
        return settings
    }

    /// What `start` does, unless somebody stopped the cluster meanwhile: then nothing, and nil.
    func bringUp(readySecondsMax: Int = 300) async throws -> ConnectionSettings? {
        let lock = try await lock()
        defer { lock.close() }
        guard isWanted else { return nil }
        let programs = try await ClusterPrograms.find(
            in: programsDirectory, for: dataMajor, dataDirectory: place.data)
        let maker = ClusterMaker(place: place, programs: programs, durability: durability)
        try await maker.makeUnlessPresent()
        let starter = ClusterStarter(place: place, programs: programs, durability: durability)
        let postmaster = try await starter.startOrAdopt(readySecondsMax: readySecondsMax)
        return try await settings(for: postmaster)
    }

    /// Stops the server: its sessions are ended, and when that takes too long, cut off.
    package func stop(secondsMax: Int = 30) async throws {
        isWanted = false
        let lock = try await lock()
        defer { lock.close() }
        guard let postmaster = Postmaster.running(on: place.data) else { return }
        let data = place.data
        for signal in [SIGINT, SIGQUIT] {
            postmaster.send(signal: signal, on: data)
            if await isTrue(within: .seconds(secondsMax), { !postmaster.isAlive(on: data) }) {
                return place.removeSocketDirectory()
            }
        }
        throw PostgreSQLError.cluster(.stopFailed(processID: postmaster.processID))
    }

    /// The major version of the data; nil before there is any.
    private var dataMajor: Int? {
        ClusterFiles.text(place.data + "/PG_VERSION").flatMap { Int($0.prefix { $0.isNumber }) }
    }

    /// Connects once, makes sure whose data it is, and makes the program's database.
    private func settings(for postmaster: Postmaster) async throws -> ConnectionSettings {
        let socket = postmaster.socketDirectory
        let maintenance = try ConnectionSettings(
            socketDirectory: socket, database: "postgres", user: ClusterMaker.superuser)
        let connection = try await Connection(maintenance)
        let found: String = try await connection.value("show data_directory")
        guard ClusterFiles.resolved(found) == ClusterFiles.resolved(place.data) else {
            throw PostgreSQLError.cluster(.foreignServer(found: found, expected: place.data))
        }
        let name = Self.databaseName
        let isThere: Bool = try await connection.value(
            "select exists (select from pg_database where datname = \(name))")
        if !isThere { try await connection.run("create database \(quoted(name))") }
        await connection.close()
        return try maintenance.database(named: name)
    }

    private func lock() async throws -> ClusterLock {
        let lock = try ClusterLock(place.lockFile)
        guard await isTrue(within: .seconds(330), { lock.tryToTake() }) else {
            let reason = "another program has been starting or stopping it for minutes"
            throw PostgreSQLError.cluster(.directoryUnusable(place.root, reason: reason))
        }
        return lock
    }
}

/// Asks again every few milliseconds; false when the answer stayed no for too long.
func isTrue(within limit: Duration, _ question: () async -> Bool) async -> Bool {
    let end = ContinuousClock.now + limit
    while !(await question()) {
        guard ContinuousClock.now < end, !Task.isCancelled else { return false }
        // A cancelled sleep ends early, and the guard above ends the asking.
        try? await Task.sleep(for: .milliseconds(10))
    }
    return true
}

/// One start or stop at a time, whichever program does it. Nothing is left behind by a crash.
final class ClusterLock: Sendable {
    private let file: Int32

    init(_ path: String) throws(PostgreSQLError) {
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw ClusterFiles.unusable(path) }
    }

    func tryToTake() -> Bool { flock(file, LOCK_EX | LOCK_NB) == 0 }

    /// Releases the lock; the descriptor itself ends with this value.
    func close() { flock(file, LOCK_UN) }

    deinit { _ = Glibc.close(file) }
}
