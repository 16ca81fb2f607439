import FakeMailServer
import HTTP
import JSON
import Machine
import PostgreSQL
import Testing

/// How the real server behaves to whoever asks its API.
@Suite(.toldWithLogs) struct ConductTests {
    @Test func `somebody registers, follows the link of the letter, and signs in`() async throws {
        try await Office.with { world, office in
            let open = Office(
                in: world, flags: office.flags + ["--registration", "open"],
                settings: office.settings)
            try await open.serve()
            let registered = try await open.ask(
                .post, "/auth/register",
                [
                    "email": "ada@example.com", "password": .string(Office.password),
                    "name": "http://evil.example/ Ada",
                ])
            #expect(registered.status == 201)
            let mail = try #require(try await open.mails(1).first)
                .replacing("=\r\n", with: "").replacing("=3D", with: "=")
            #expect(mail.contains("\r\nTo: ada@example.com\r\n"))
            #expect(!mail.contains("evil.example"))
            let rest = try #require(mail.split(separator: "verify?token=").dropFirst().first)
            let token = String(rest.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) })
            let verified = try await open.ask(
                .post, "/auth/verify-email", ["token": .string(token)])
            #expect(verified.status == 200)
            #expect(try await open.signIn("ada").status == 200)
            // The link is nowhere in the database any more.
            let left: Int64 = try await office.database {
                try $0.value("SELECT count(*) FROM mails WHERE content IS NOT NULL")
            }
            #expect(left == 0)
            await open.kill()
        }
    }

    @Test func `behind a trusted proxy the client's own address is counted`() async throws {
        try await Office.with { world, office in
            let behind = Office(
                in: world, flags: office.flags + ["--trusted-proxies", "127.0.0.1"],
                settings: office.settings)
            try await behind.serve()
            func knock(_ address: String, at server: Office) async throws -> Int {
                try await server.signIn(
                    "nobody\(UInt32.random(in: 0 ... .max))", ["X-Forwarded-For": address]
                ).status
            }
            // The attempts of one address are used up, and another's are not.
            for _ in 1...30 { #expect(try await knock("192.0.2.7", at: behind) == 401) }
            #expect(try await knock("192.0.2.7", at: behind) == 429)
            #expect(try await knock("10.9.9.9, 192.0.2.7", at: behind) == 429)
            #expect(try await knock("192.0.2.8", at: behind) == 401)
            // Nobody else is believed: whatever is claimed, it is one address that asks.
            for number in 1...30 {
                #expect(try await knock("198.51.100.\(number)", at: office) == 401)
            }
            #expect(try await knock("198.51.100.99", at: office) == 429)
            await behind.kill()
        }
    }

    @Test func `the API describes itself, and nothing in it is unreachable`() async throws {
        try await Office.with { _, office in
            let document = try await office.ask(.get, "/openapi.json").json
            #expect(document["openapi"] == "3.1.0")
            for (path, operations) in try #require(document["paths"]?.object) {
                for method in (operations.object ?? [:]).keys where method != "get" {
                    let target = path.replacing("{", with: "").replacing("}", with: "")
                    let reply = try await office.ask(HTTP.Method(method.uppercased()), target)
                    #expect(![404, 405].contains(reply.status) || reply.error != nil)
                    #expect(reply.status != 405 && reply.status < 500, "\(method) \(path)")
                    #expect(reply.headers["X-Request-Id"] != nil)
                }
            }
            #expect(document["paths"]?["/mail/bounces"] == nil)
        }
    }

    @Test func `a mail server that is away opens its breaker, and is used when it is back`()
        async throws
    {
        try await Office.with { world, office in
            let port = Port.free()
            let mailing = Office(
                in: world,
                flags: office.flags + [
                    "--smtp-server", "127.0.0.1:\(port)", "--smtp-security", "none",
                ], settings: office.settings)
            try await office.add("ann")
            _ = try await office.mails(1)
            await office.kill()
            try await mailing.serve()
            func state(_ name: String) async throws -> String? {
                try await mailing.metric(
                    "counterfoil_breaker_state{dependency=\"mail\",state=\"\(name)\"}")
            }
            #expect(try await state("closed") == "1")
            // Each letter is a round, and each round asks the mail server once.
            for number in 1...5 {
                try await mailing.add("p\(number)", as: "member")
                try await until("the mail server was asked") {
                    try await mailing.metric("counterfoil_breaker_failures{dependency=\"mail\"}")
                        == "\(number)"
                }
            }
            try await until("the breaker is open") { try await state("closed") == "0" }
            let told = try await mailing.ask(.get, "/readyz").json
            #expect(told["breakers"]?["mail"] != "closed" && told["mail"] == "smtp")

            let server = FakeMailServer(port: port)
            defer { server.stop() }
            try await office.database {
                try $0.run("UPDATE mails SET due_at = now() WHERE state = 'queued'")
            }
            try await until("the mail server is used again", secondsMax: 120) {
                try await office.database {
                    // A round, as the schedule leaves one every half minute.
                    try $0.run(
                        """
                        INSERT INTO jobs (job_id, kind, priority, arguments, attempts_max)
                        SELECT gen_random_uuid(), 'mail.send', 3, '{}', 3
                        WHERE NOT EXISTS (SELECT FROM jobs
                            WHERE kind = 'mail.send' AND state IN ('waiting', 'running'))
                        """)
                    try $0.run("SELECT pg_notify('counterfoil_jobs', 'waiting mail.send')")
                }
                return try await state("closed") == "1" && server.record.accepted.count >= 5
            }
            await mailing.kill()
        }
    }
}

/// What many who ask at once may cost.
@Suite(.toldWithLogs) struct CrowdTests {
    /// The most memory that a process has had, in KiB.
    private func peak(_ process: Int32) throws -> Int {
        let status = String(
            decoding: try AtomicFile.read("/proc/\(process)/status"), as: UTF8.self)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.filter(\.isNumber)))
    }

    @Test func `a hundred who sign in at once are answered, in little memory`() async throws {
        try await Office.with { world, office in
            let server = Office(
                in: world, flags: office.flags + ["--trusted-proxies", "127.0.0.1"],
                settings: office.settings)
            let running = try await server.serve()
            try await server.add("ann")
            _ = try await server.token(of: "ann")
            let before = try peak(running.program.processID)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let name = number.isMultiple(of: 2) ? "ann" : "nobody\(number)"
                        return try await server.signIn(
                            name, ["X-Forwarded-For": "192.0.2.\(number)"]
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(statuses).isSubset(of: [200, 401, 429, 503]))
            #expect(statuses.contains(200) && statuses.contains(401))
            // A hash takes 19 MiB; a hundred at once would take two thousand.
            #expect(try peak(running.program.processID) - before < 128 << 10)
            await server.kill()
        }
    }
}
