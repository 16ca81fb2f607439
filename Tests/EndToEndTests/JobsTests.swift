import HTTP
import JSON
import PostgreSQL
import Testing

/// The queue of the real server, and what whoever operates it can do.
@Suite(.toldWithLogs) struct JobsTests {
    private static let kind = "jobs.clean"

    /// Puts a job of the server's own into the queue, as a schedule does.
    private func put(_ office: Office, after seconds: Int, reason: String = "New.") async throws {
        let settings = try #require(office.settings)
        let connection = try await Connection(settings)
        try await connection.execute(
            """
            INSERT INTO jobs (job_id, kind, priority, arguments, attempts_max, reason, run_at)
            VALUES (gen_random_uuid(), \(Self.kind), 3, '{}', 3, \(reason),
                now() + \(seconds) * interval '1 second')
            """)
        await connection.close()
    }

    private func jobs(_ office: Office, _ words: String...) async throws -> [JSONValue] {
        let reply = try await Reply(
            of: Programs.server(["jobs", "list", "--json"] + words + office.flags, [:]))
        #expect(reply.code == 0, "\(reply.complaint)")
        return try #require(try reply.json["jobs"]?.array)
    }

    @Test func `a job can be looked at, cancelled, retried, and is done by the server`()
        async throws
    {
        try await Office.with { _, office in
            try await put(office, after: 3_600, reason: "No paper.")
            let listed = try #require(try await jobs(office, "--state", "waiting").first)
            let id = try #require(listed["job"]?.string)
            #expect(listed["kind"] == .string(Self.kind) && listed["reason"] == "No paper.")

            let shown = try await office.type("jobs", "show", id)
            #expect(shown.code == 0 && shown.output.contains("No paper."))
            #expect(try await office.type("jobs", "show", id, "--json").json["steps"] == [])

            let cancelled = try await office.type("jobs", "cancel", id, "--json")
            #expect(try cancelled.json["state"] == "cancelled")
            #expect(try await jobs(office, "--state", "cancelled").count == 1)

            #expect(try await office.type("jobs", "retry", id).code == 0)
            try await until("the server has done the job") {
                try await jobs(office, "--state", "done").contains { $0["job"]?.string == id }
            }
            let refused = try await office.type("jobs", "retry", id, "--json")
            #expect(refused.code == 5)
            #expect(try refused.failure["error"] == "conflict")
        }
    }

    @Test func `a kind that is paused waits, and /metrics and the list say so`() async throws {
        try await Office.with { _, office in
            #expect(try await office.type("jobs", "pause", Self.kind).code == 0)
            try await put(office, after: 0)
            try await until("the metrics tell of it") {
                try await office.metric(
                    "counterfoil_jobs{kind=\"\(Self.kind)\",state=\"paused\"}") == "1"
            }
            #expect(try await jobs(office, "--state", "waiting").count == 1)
            #expect(try await office.type("jobs", "list").complaint.contains("Paused: jobs.clean"))
            #expect(try await office.type("jobs", "resume", Self.kind).code == 0)
            try await until("the server has done the job") {
                try await jobs(office, "--state", "done").contains {
                    $0["kind"]?.string == Self.kind
                }
            }
        }
    }

    @Test func `what does not exist is refused with its own code`() async throws {
        try await Office.with { (_, office) async throws in
            let nobody = "019a9f3e-8c00-7000-8000-000000000001"
            for (words, code) in [
                (["show", nobody], 4), (["retry", nobody], 4), (["cancel", nobody], 4),
                (["show", "7"], 3), (["pause", "jobs.claen"], 4), (["pause", "A B"], 4),
                (["list", "--state", "gone"], 2), (["list", "--limit", "0"], 2),
            ] {
                let reply = try await Reply(
                    of: Programs.server(["jobs"] + words + office.flags, [:]))
                #expect(reply.code == Int32(code), "\(words)")
                #expect(reply.output.isEmpty)
            }
        }
    }

    @Test func `a server that is ready tells how far its queue lags behind`() async throws {
        try await Office.with { _, office in
            let answer = try await office.get("readyz").body.collected()
            let told = try JSONValue(parsing: answer)
            #expect(told["status"] == "ready")
            #expect(told["queue_lag_seconds"] != nil)
            #expect(told["breakers"] == .object([:]))
        }
    }

    @Test func `a server does what its roles are, and no more`() async throws {
        try await Office.with { world, office in
            let second = Office(
                in: world, flags: office.flags + ["--roles", "api"], settings: office.settings)
            let third = Office(
                in: world, flags: office.flags + ["--roles", "jobs"], settings: office.settings)
            try await second.serve()
            #expect(
                try await second.post(["sync", "v1", "challenge"], showing: nil).status == .notFound
            )
            #expect(
                try await office.post(["sync", "v1", "challenge"], showing: nil).status != .notFound
            )
            await office.kill()
            try await put(office, after: 0)
            // Nobody is left who would take it, until somebody comes whose role it is.
            #expect(try await jobs(second, "--state", "waiting").count == 1)
            try await third.serve()
            try await until("the job is done") {
                try await jobs(office, "--state", "done").count == 1
            }
            #expect(try await third.stop() == 0)
            #expect(try await second.stop() == 0)
        }
    }

    @Test func `roles that do not exist are refused at the start`() async throws {
        try await Office.with { (_, office) async throws in
            for roles in ["", "all", "api,", "jobs,jbos"] {
                #expect(try await office.type("serve", "--roles", roles).code == 3)
            }
        }
    }

    @Test func `of two servers one leads, and when it is lost the other does`() async throws {
        try await Office.with { world, office in
            let flags = office.flags + ["--job-lease", "2s"]
            let pair = [1, 2].map { _ in
                Office(in: world, flags: flags, settings: office.settings)
            }
            await office.kill()
            for server in pair { try await server.serve() }
            func leads(_ server: Office) async throws -> Bool {
                try await server.metric("counterfoil_jobs_leader") == "1"
            }
            // The first server's duty has to run out before.
            try await until("one of them leads") {
                let (one, two) = (try await leads(pair[0]), try await leads(pair[1]))
                #expect(!(one && two))
                return one || two
            }
            let (first, second) = try await leads(pair[0]) ? (0, 1) : (1, 0)
            await pair[first].kill()
            try await until("the other leads") { try await leads(pair[second]) }
        }
    }

    @Test func `the queue waits while the database is away, and goes on`() async throws {
        try await Office.withCluster { office, cluster in
            try await put(office, after: 0)
            try await until("the first job is done") {
                try await jobs(office, "--kind", Self.kind, "--state", "done").count == 1
            }
            try await cluster.cutOff()
            try await until("the server knows") { try await office.readiness() == 503 }
            _ = try await cluster.start()
            try await put(office, after: 0)
            try await until("the second job is done") {
                try await jobs(office, "--kind", Self.kind, "--state", "done").count == 2
            }
        }
    }
}
