import Glibc
import Machine
import PostgreSQL
import ServerJobs
import TestJobs
import TestPostgreSQL

/// Processes that work off the jobs of a shop, and end with the test.
actor Workers {
    private let conninfo: String
    private let leaseMilliseconds: Int
    private let directory: String
    private var running: [RunningSubprocess] = []
    private var hired = 0

    /// Lends so many workers to the body, and ends them afterwards.
    static func with(
        _ count: Int, in shop: Shop, leaseMilliseconds: Int = 1_500,
        _ body: (Workers) async throws -> Void
    ) async throws {
        let conninfo = try await shop.conninfo
        try await TemporaryDirectory.with { directory in
            let workers = Workers(
                conninfo: conninfo, leaseMilliseconds: leaseMilliseconds, directory: directory)
            do {
                for _ in 0..<count { try await workers.hire() }
                try await body(workers)
            } catch {
                await workers.endAll()
                throw error
            }
            await workers.endAll()
        }
    }

    private init(conninfo: String, leaseMilliseconds: Int, directory: String) {
        self.conninfo = conninfo
        self.leaseMilliseconds = leaseMilliseconds
        self.directory = directory
    }

    /// What all of them have said.
    var told: String {
        (1...max(1, hired)).compactMap { number in
            (try? AtomicFile.read(log(of: number))).map { String(decoding: $0, as: UTF8.self) }
        }.joined()
    }

    private func log(of number: Int) -> String { "\(directory)/\(number).log" }

    /// Those that have not ended.
    var alive: [RunningSubprocess] { running.filter { $0.status == nil } }

    /// Starts one more.
    @discardableResult
    func hire() async throws -> RunningSubprocess {
        var program = Subprocess(
            Host.programDirectory + "/JobWorker", [conninfo, "\(leaseMilliseconds)"])
        // When the test itself is killed, its workers are killed with it.
        program.signalOnParentDeath = .kill
        hired += 1
        let worker = try await program.start(outputFile: log(of: hired))
        running.append(worker)
        return worker
    }

    /// Ends one of them as a power cut would, and starts another in its place.
    func replace(at index: Int) async throws {
        let worker = running[index]
        worker.kill()
        _ = await worker.wait()
        running.remove(at: index)
        try await hire()
    }

    private func endAll() async {
        for worker in running {
            worker.kill()
            _ = await worker.wait()
        }
    }
}

extension Shop {
    /// The database as a text that another process can be started with.
    var conninfo: String {
        get async throws {
            let facts: [String]? = try await pool.withConnection { connection in
                try connection.first(
                    """
                    SELECT array[current_setting('unix_socket_directories'),
                        current_setting('port'), current_database()::text, current_user::text]
                    """
                ) { (row) throws(PostgreSQLError) in try row.read(0) }
            }
            guard let facts else { throw PostgreSQLError.noRow }
            // A list of names, quoted where they must be.
            let host = facts[0].prefix { $0 != "," }.filter { $0 != "\"" }
            return "host='\(host)' port=\(facts[1]) dbname='\(facts[2])' user='\(facts[3])'"
        }
    }
}
