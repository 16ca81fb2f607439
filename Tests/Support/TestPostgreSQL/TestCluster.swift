internal import Glibc
internal import PostgreSQL
internal import Synchronization

/// The one cluster of a test process: started when the first test asks, gone with the process.
///
/// When COUNTERFOIL_TEST_POSTGRESQL holds a conninfo, that server is used instead.
actor TestCluster {
    static let shared = TestCluster()

    private var maintenance: Task<Connection, any Error>?
    private var server: Task<ConnectionSettings, any Error>?
    private var databases = 0
    private var templates: [String: Task<String, any Error>] = [:]

    /// How to connect to the server.
    func settings() async throws -> ConnectionSettings {
        if let server { return try await server.value }
        let starting = Task { try await Self.start() }
        server = starting
        return try await starting.value
    }

    /// Makes a database, empty or like a template, and says its name.
    func makeDatabase(like template: String?) async throws -> String {
        databases += 1
        let name = "counterfoil_test_\(getpid())_\(databases)"
        let connection = try await maintenanceConnection()
        let source = template ?? "template0"
        try await connection.execute(
            "create database \(name: name) template \(name: source)")
        return name
    }

    /// Removes a database with its sessions.
    func dropDatabase(_ name: String) async throws {
        let connection = try await maintenanceConnection()
        try await connection.execute("drop database if exists \(name: name) with (force)")
    }

    /// The name of a database that was prepared once in this process.
    func template(
        _ key: String, prepare: @escaping @Sendable (ConnectionSettings) async throws -> Void
    ) async throws -> String {
        if let made = templates[key] { return try await made.value }
        let making = Task {
            let name = try await self.makeDatabase(like: nil)
            try await prepare(try await self.settings().database(named: name))
            return name
        }
        templates[key] = making
        return try await making.value
    }

    private func maintenanceConnection() async throws -> Connection {
        if let maintenance { return try await maintenance.value }
        let opening = Task { try await Connection(try await self.settings()) }
        maintenance = opening
        return try await opening.value
    }

    private static func start() async throws -> ConnectionSettings {
        if let conninfo = getenv("COUNTERFOIL_TEST_POSTGRESQL"), strlen(conninfo) > 0 {
            return try ConnectionSettings(conninfo: String(cString: conninfo))
        }
        await TemporaryDirectory.removeRemains()
        let directory = TemporaryDirectory.inMemory("counterfoil-test-cluster")
        let cluster = try PrivateCluster(directory: directory.path, durability: .disposable)
        let settings = try await cluster.start()
        AtExit.register(directory: directory.path, processID: cluster.processID)
        return settings
    }
}

/// Ends the cluster with the process. When the process is killed, the kernel ends the server and
/// only the files remain.
private enum AtExit {
    private static let remains = Mutex<(directory: String, processID: Int32?)?>(nil)

    static func register(directory: String, processID: Int32?) {
        remains.withLock { $0 = (directory, processID) }
        atexit { AtExit.clean() }
    }

    private static func clean() {
        guard let (directory, processID) = remains.withLock({ $0 }) else { return }
        if let processID {
            kill(processID, SIGQUIT)
            var patience = 500
            while kill(processID, 0) == 0, patience > 0 {
                usleep(10_000)
                patience -= 1
            }
        }
        var child: pid_t = 0
        let words = ["rm", "-rf", "--", directory]
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        guard posix_spawnp(&child, "rm", nil, nil, arguments, environ) == 0 else { return }
        waitpid(child, nil, 0)
    }
}
