import Glibc
import Machine
import PostgreSQL
import TestPostgreSQL

/// A second PostgreSQL that follows a first one, and takes its place when it is told to.
struct Standby {
    private static let socketName = "socket"

    /// How to connect to whichever of the two takes writes.
    let url: String
    private let own: ConnectionSettings
    private let server: RunningSubprocess

    /// Lends a standby of a cluster that runs; everything of it lies in a directory of its own.
    static func with(
        of first: PrivateCluster, at settings: ConnectionSettings, in directory: String,
        _ body: (Standby) async throws -> Void
    ) async throws {
        let standby = try await Standby(of: first, at: settings, in: directory)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(standby))
        } catch {
            outcome = .failure(error)
        }
        standby.server.send(signal: SIGQUIT)
        _ = await standby.server.wait()
        try outcome.get()
    }

    private init(
        of first: PrivateCluster, at settings: ConnectionSettings, in directory: String
    ) async throws {
        let (data, socket) = (directory + "/data", directory + "/" + Self.socketName)
        for path in [directory, socket] {
            guard mkdir(path, 0o755) == 0 else {
                throw Trouble(description: "\(path) cannot be made.")
            }
        }
        let copied = try await Subprocess(
            "/usr/bin/pg_basebackup",
            [
                "--dbname", try await settings.url(), "--pgdata", data, "--write-recovery-conf",
                "--no-sync",
                "--checkpoint", "fast",
            ]
        ).run(secondsMax: 120)
        guard copied.status.isSuccess else { throw Trouble(description: copied.errorText) }
        let owner = try Self.owner(of: first.dataDirectory)
        for path in [data, socket] {
            let given = try await Subprocess(
                "/bin/chown", ["-R", "\(owner.userID):\(owner.groupID)", path]
            ).run()
            guard given.status.isSuccess else { throw Trouble(description: given.errorText) }
        }
        server = try await Self.start(data, socket, as: owner, like: first)
        let reached = try ConnectionSettings(
            conninfo: "host=\(socket) dbname=counterfoil user=counterfoil")
        own = reached
        let primary = try await Self.socket(of: settings)
        url =
            "postgresql:///counterfoil?host=\(primary),\(socket)&user=counterfoil"
            + "&target_session_attrs=read-write"
        try await until("the standby can be asked") {
            guard let connection = try? await Connection(reached) else { return false }
            await connection.close()
            return true
        }
    }

    /// Lets it take writes; the first one has to be gone.
    func promote() async throws {
        let connection = try await Connection(own)
        let isPromoted: Bool = try await connection.value("SELECT pg_promote()")
        await connection.close()
        guard isPromoted else { throw Trouble(description: "The standby was not promoted.") }
    }

    private static func start(
        _ data: String, _ socket: String, as owner: Subprocess.User, like first: PrivateCluster
    ) async throws -> RunningSubprocess {
        guard let process = first.processID else {
            throw Trouble(description: "There is nothing to follow.")
        }
        var path = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/\(process)/exe", &path, path.count - 1)
        guard count > 0 else { throw Trouble(description: "PostgreSQL's program is unknown.") }
        let bytes = path.prefix(count).map { UInt8(bitPattern: $0) }
        let program = String(decoding: bytes, as: UTF8.self)
        var server = Subprocess(
            program, ["-D", data, "-c", "unix_socket_directories=\(socket)"])
        server.user = geteuid() == 0 ? owner : nil
        server.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        server.workingDirectory = "/"
        server.signalOnParentDeath = .quit
        return try await server.start(outputFile: data + ".log")
    }

    private static func socket(of settings: ConnectionSettings) async throws -> String {
        let connection = try await Connection(settings)
        let socket: String = try await connection.value("SHOW unix_socket_directories")
        await connection.close()
        return socket.trimming("\"")
    }

    private static func owner(of path: String) throws -> Subprocess.User {
        var entry = stat()
        guard stat(path, &entry) == 0 else { throw Trouble(description: "\(path) is not there.") }
        return Subprocess.User(userID: entry.st_uid, groupID: entry.st_gid)
    }
}

extension String {
    fileprivate func trimming(_ character: Character) -> String {
        String(drop { $0 == character }.reversed().drop { $0 == character }.reversed())
    }
}
