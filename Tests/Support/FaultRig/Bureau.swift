import Glibc
package import JSON
import Machine
import PostgreSQL
import Synchronization

/// A team's server: the real program, over a PostgreSQL of its own.
package final class Bureau: Sendable {
    /// Where laptops find it, when no line is between.
    package let port: UInt16
    /// What is wrong with its machine.
    package let sabotage: Sabotage
    /// Where it runs.
    package let site: Site
    let cluster: PrivateCluster
    let settings: ConnectionSettings
    let target: String
    private let running = Mutex<StartedProgram?>(nil)

    /// Whether the server keeps its database by itself.
    private let keepsItsOwn: Bool

    private init(
        in site: Site, cluster: PrivateCluster, settings: ConnectionSettings, url: String,
        keepsItsOwn: Bool = false
    ) throws {
        self.keepsItsOwn = keepsItsOwn
        self.site = site
        self.cluster = cluster
        self.settings = settings
        target = url
        port = try LineSocket.restingPort()
        sabotage = try Sabotage(at: site.directory + "/server.faults")
    }

    /// Makes a database with one book, and starts the server.
    package static func open(in site: Site) async throws -> Bureau {
        let cluster = try PrivateCluster(
            directory: site.directory + "/database", durability: .disposable)
        let settings = try await cluster.start()
        let bureau = try Bureau(
            in: site, cluster: cluster, settings: settings, url: try await url(of: settings))
        _ = try await bureau.answer(["admin", "book", "create", "Baker & Sons"])
        try await bureau.start()
        return bureau
    }

    /// Lets a server make and keep a PostgreSQL of its own, as it does where nobody names one.
    package static func openKeepingItsOwn(in site: Site) async throws -> Bureau {
        let cluster = try PrivateCluster(directory: site.directory + "/office")
        let settings = try await cluster.start()
        let bureau = try Bureau(
            in: site, cluster: cluster, settings: settings, url: try await url(of: settings),
            keepsItsOwn: true)
        _ = try await bureau.answer(["admin", "book", "create", "Baker & Sons"])
        try await bureau.start()
        return bureau
    }

    /// Starts the server and waits until it listens.
    package func start() async throws {
        let words = ["serve", "--listen", "127.0.0.1:\(port)"] + place
        let program = try await site.start(
            Site.program("counterfoil-server", words, keys.merging(sabotage.variables) { $1 }),
            called: "server")
        running.withLock { $0 = program }
        try await program.says("listening")
    }

    /// Whether the server has ended by itself.
    package var hasEnded: Bool { running.withLock { $0?.program.status != nil } }

    /// Ends the server as a power cut would.
    package func kill() async { await running.withLock { $0.take() }?.kill() }

    /// Lets the server do nothing until it is thawed.
    package func freeze() { running.withLock { _ = $0?.program.send(signal: SIGSTOP) } }

    /// Lets the server go on.
    package func thaw() { running.withLock { _ = $0?.program.send(signal: SIGCONT) } }

    /// Ends the server's database at once; the next start has to recover.
    package func cutOffDatabase() async throws {
        guard let process = cluster.processID else { return }
        Glibc.kill(process, SIGQUIT)
        try await Patience.until("PostgreSQL has ended") { cluster.processID == nil }
    }

    /// Takes the power from the server, its database and their disk in one moment, and gives it
    /// back to the disk.
    package func losePower(with disk: Disk) async throws {
        // Where the power is gone nobody can read whose process it was.
        let database = cluster.processID
        try disk.cut()
        if let database { Glibc.kill(database, SIGKILL) }
        await kill()
        try await disk.comeBack()
    }

    /// Starts the database again.
    package func startDatabase() async throws { _ = try await cluster.start() }

    /// Ends everything.
    package func close() async throws {
        await kill()
        try await cluster.stop()
    }

    /// A code for one more laptop.
    package func invite() async throws -> String {
        let told = try await answer(["admin", "device", "invite"])
        guard let code = told["code"]?.string else { throw RigTrouble("no code was told") }
        return code
    }

    /// A book as the server writes it out; the only one unless another is named.
    package func export(of book: String? = nil) async throws -> String {
        let told = try await type(["admin", "export"] + (book.map { ["--book", $0] } ?? []))
        guard told.code == 0 else { throw RigTrouble("no export: \(told.complaint)") }
        return told.output
    }

    /// Types one of the server's other commands, which must succeed.
    @discardableResult
    package func answer(_ words: [String]) async throws -> JSONValue {
        let told = try await type(words + ["--json"])
        guard told.code == 0 else { throw RigTrouble("\(words): \(told.complaint)") }
        return try JSONValue(parsing: Array(told.output.utf8))
    }

    private func type(_ words: [String]) async throws -> Told {
        try await Told(by: Site.program("counterfoil-server", words + place, keys))
    }

    private var place: [String] {
        let database = keepsItsOwn ? [] : ["--database-url", target]
        return database + ["--data-directory", site.directory + "/office"]
    }

    private var keys: [String: String] {
        ["COUNTERFOIL_SECRET_KEYS": "rig:" + String(repeating: "5a", count: 32)]
    }
}
