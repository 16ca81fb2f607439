import Glibc
import Machine
import PostgreSQL
import TestPostgreSQL
import Testing

struct ClusterTests {
    @Test func `a cluster listens on a socket only, with checksums and UTF-8`() async throws {
        try await OwnCluster.with { cluster, settings in
            let connection = try await Connection(settings)
            #expect(try await connection.value("show listen_addresses") == "")
            #expect(try await connection.value("show data_checksums") == "on")
            #expect(try await connection.value("show server_encoding") == "UTF8")
            #expect(try await connection.value("select current_database()") == "counterfoil")
            #expect(try await connection.value("show data_directory") == cluster.dataDirectory)
            await connection.close()
        }
    }

    @Test func `data outlives stop and start, and starting twice is starting once`() async throws {
        try await OwnCluster.with { cluster, settings in
            var connection = try await Connection(settings)
            try await connection.run("create table kept (v int8)")
            await connection.close()
            let processID = cluster.processID
            _ = try await cluster.start()
            #expect(cluster.processID == processID)
            try await cluster.stop()
            #expect(cluster.processID == nil)
            try await cluster.stop()
            connection = try await Connection(try await cluster.start())
            #expect(try await connection.value("select count(*) from kept") == 0)
            await connection.close()
        }
    }

    @Test func `a path with spaces and quotes, and one too long for a socket, work`() async throws {
        try await TemporaryDirectory.with { base in
            let long = String(repeating: "long-", count: 30)
            for directory in ["\(base)/it's \"my\" $HOME data", "\(base)/\(long)"] {
                let cluster = try PrivateCluster(directory: directory, durability: .disposable)
                let connection = try await Connection(try await cluster.start())
                #expect(try await connection.value("select 1") == 1)
                await connection.close()
                try await cluster.stop()
            }
        }
    }

    @Test func `another program's handle adopts the server that already runs`() async throws {
        try await TemporaryDirectory.with { directory in
            let first = try PrivateCluster(directory: directory, durability: .durable)
            _ = try await first.start()
            let second = try PrivateCluster(directory: directory)
            let connection = try await Connection(try await second.start())
            #expect(second.processID == first.processID)
            #expect(try await connection.value("show fsync") == "on")
            #expect(try await connection.value("show full_page_writes") == "on")
            await connection.close()
            try await second.stop()
            #expect(first.processID == nil)
        }
    }

    @Test func `a server that is about to end is not adopted but replaced`() async throws {
        try await OwnCluster.with { cluster, settings in
            let session = try await Connection(settings)
            let ending = try #require(cluster.processID)
            // It refuses newcomers from now on, and waits for the session above.
            kill(ending, SIGTERM)
            try await until {
                do {
                    await (try Connection(settings)).close()
                    return false
                } catch {
                    return true
                }
            }
            let connection = try await Connection(try await cluster.start())
            #expect(cluster.processID != ending)
            #expect(try await connection.value("select 1") == 1)
            await connection.close()
            await session.close()
        }
    }

    @Test func `two programs that start at once share one server`() async throws {
        try await TemporaryDirectory.with { directory in
            let first = try PrivateCluster(directory: directory, durability: .disposable)
            let second = try PrivateCluster(directory: directory, durability: .disposable)
            async let one = first.start()
            async let other = second.start()
            _ = try await (one, other)
            #expect(first.processID != nil)
            #expect(first.processID == second.processID)
            try await first.stop()
        }
    }

    @Test func `a crashed server is watched back into service`() async throws {
        try await OwnCluster.with { cluster, settings in
            let (incidents, told) = AsyncStream.makeStream(of: PrivateCluster.Incident.self)
            let watch = Task {
                await cluster.monitor(every: .milliseconds(20)) { told.yield($0) }
            }
            try await OwnCluster.crash(cluster, by: SIGKILL)
            var heard: [String] = []
            for await incident in incidents {
                heard.append("\(incident)")
                if case .restarted = incident { break }
            }
            #expect(heard == ["crashed", "restarted"])
            let connection = try await Connection(settings)
            #expect(try await connection.value("select 1") == 1)
            await connection.close()
            watch.cancel()
            await watch.value
        }
    }

    @Test func `a stale process file that names somebody else's process is cleaned`() async throws {
        try await OwnCluster.with { cluster, _ in
            try await cluster.stop()
            let stale = "\(getpid())\n\(cluster.dataDirectory)\n1\n5432\n/tmp\n\n\n"
            let outcome = try await Subprocess("tee", ["\(cluster.dataDirectory)/postmaster.pid"])
                .run(input: Array(stale.utf8))
            #expect(outcome.status.isSuccess)
            #expect(cluster.processID == nil)
            _ = try await cluster.start()
            #expect(cluster.processID != nil)
        }
    }

    @Test func `a stale lock of the socket that names somebody else's process is cleaned`()
        async throws
    {
        try await OwnCluster.with { cluster, settings in
            try await OwnCluster.with { other, _ in
                let connection = try await Connection(settings)
                let place: String = try await connection.value("show unix_socket_directories")
                await connection.close()
                try await OwnCluster.crash(cluster, by: SIGKILL)
                let lock = place.filter { $0 != "\"" } + "/.s.PGSQL.5432.lock"
                let stale = "\(try #require(other.processID))\n\(cluster.dataDirectory)\n1\n"
                let outcome = try await Subprocess("tee", [lock]).run(input: Array(stale.utf8))
                #expect(outcome.status.isSuccess)
                _ = try await cluster.start()
                #expect(cluster.processID != nil)
            }
        }
    }

    @Test func `data of another version says what to install`() async throws {
        try await OwnCluster.with { cluster, _ in
            try await cluster.stop()
            let file = "\(cluster.dataDirectory)/PG_VERSION"
            _ = try await Subprocess("tee", [file]).run(input: Array("12\n".utf8))
            let error = await #expect(throws: PostgreSQLError.self) { try await cluster.start() }
            #expect(error.map { "\($0)" }?.contains("apt-get install postgresql-12") == true)
        }
    }

    @Test func `missing programs name the package`() async throws {
        try await TemporaryDirectory.with { directory in
            let cluster = try PrivateCluster(directory: directory, programs: "/nonexistent")
            let error = await #expect(throws: PostgreSQLError.self) { try await cluster.start() }
            #expect(error.map { "\($0)" }?.contains("apt-get install postgresql") == true)
        }
    }

    @Test func `a data directory that is not ours is left alone`() async throws {
        try await TemporaryDirectory.with { directory in
            let cluster = try PrivateCluster(directory: directory)
            mkdir(cluster.dataDirectory, 0o700)
            let error = await #expect(throws: PostgreSQLError.self) { try await cluster.start() }
            #expect(error.map { "\($0)" }?.contains("did not make it") == true)
        }
    }

    @Test(.enabled(if: geteuid() == 0))
    func `root's directory below a closed home keeps its data where the server can reach it`()
        async throws
    {
        try await TemporaryDirectory.with { base in
            chmod(base, 0o700)
            let cluster = try PrivateCluster(directory: "\(base)/data", durability: .disposable)
            #expect(cluster.dataDirectory.hasPrefix("/var/lib/counterfoil/"))
            let again = try PrivateCluster(directory: "\(base)/data")
            #expect(again.dataDirectory == cluster.dataDirectory)
            let connection = try await Connection(try await cluster.start())
            #expect(try await connection.value("select 1") == 1)
            await connection.close()
            try await cluster.stop()
            let root = cluster.dataDirectory.dropLast("/data".count)
            _ = try await Subprocess("rm", ["-rf", "--", String(root)]).run()
        }
    }
}
