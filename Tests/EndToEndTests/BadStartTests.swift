import Glibc
import JSON
import Machine
import Testing

/// What a person reads when something around a program is not as it must be.
@Suite(.toldWithLogs) struct BadStartTests {
    @Test func `a port in use is named, with a code to try later`() async throws {
        try await Office.with { world, office in
            let reply = try await office.type("serve", "--listen", "127.0.0.1:\(office.port)")
            #expect(reply.code == 75)
            #expect(reply.complaint.contains("Port \(office.port) on 127.0.0.1 is in use"))
        }
    }

    @Test(arguments: ["log-levle = info\n", "\n# a comment\nlog-level = chatty\n", "log-level\n"])
    func `a mistake in a configuration is told with file and line`(text: String) async throws {
        try await World.with { world in
            let line = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
            let place = "agent.conf:\(line): "
            let anna = Laptop("anna", in: world)
            try Directories.create(anna.home)
            try AtomicFile.write(Array(text.utf8), to: anna.home + "/agent.conf")
            for reply in [
                try await Reply(of: Programs.agent(["run"], anna.variables)),
                try await anna.type("client", "list"),
                try await Reply(
                    of: Programs.server(["serve", "--config", anna.home + "/agent.conf"], [:])),
            ] {
                #expect(reply.code == 3)
                #expect(reply.complaint.contains(anna.home + "/" + place))
            }
        }
    }

    @Test(arguments: [
        (["--tls-certificate", "/dev/null"], "TLS needs both"),
        (["--trusted-proxies", "::1,10.0.0"], "has '10.0.0', which is no address"),
        (["--allowed-origins", "*"], "has '*', which is no origin"),
        (["--files-secret", "hidden"], "files-secret"),
        (["--database-url", "postgresql://u:hidden@127.0.0.1/db"], "set DATABASE_URL"),
        (["--database-url", "postgresql://127.0.0.1/db?password=hidden"], "set DATABASE_URL"),
    ])
    func `a server that cannot be meant so does not start`(
        words: [String], sentence: String
    ) async throws {
        let reply = try await Reply(of: Programs.server(["serve"] + words, [:]))
        #expect(reply.code != 0 && reply.complaint.contains(sentence))
        #expect(!reply.complaint.contains("hidden"))
    }

    @Test func `a configuration that cannot be read is named`() async throws {
        try await World.with { world in
            let anna = Laptop("anna", in: world)
            try Directories.create(anna.home + "/agent.conf")
            let agent = try await Reply(of: Programs.agent(["run"], anna.variables))
            #expect(agent.code == 3 && agent.complaint.contains(anna.home + "/agent.conf"))
            let missing = world.directory + "/missing.conf"
            let server = try await Reply(of: Programs.server(["serve", "--config", missing], [:]))
            #expect(server.code == 3 && server.complaint.contains(missing))
        }
    }

    @Test func `a laptop's book that a newer release wrote is left alone`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            #expect(try await anna.stop() == 0)
            try anna.pretendNewerRelease()
            let agent = try await Reply(of: Programs.agent(["run"], anna.variables))
            let command = try await anna.type("client", "list")
            for reply in [agent, command] {
                #expect(reply.code == 1)
                #expect(reply.complaint.contains("written by a newer release"))
                #expect(reply.complaint.contains("Upgrade the program"))
            }
        }
    }

    @Test func `a team's database that a newer release wrote is left alone`() async throws {
        try await Office.with { world, office in
            await office.kill()
            try await office.pretendNewerRelease()
            for words in ["serve", "migrate"] {
                let reply = try await office.type(words, "--listen", "127.0.0.1:\(Port.free())")
                #expect(reply.code == 1)
                #expect(reply.complaint.contains("v9999-future.sql"))
                #expect(reply.complaint.contains("newer"))
            }
        }
    }

    @Test func `a missing PostgreSQL is told with the package to install`() async throws {
        try await World.with { world in
            let reply = try await serve(in: world, programs: world.directory)
            #expect(reply.code == 1)
            #expect(reply.complaint.contains("not found in \(world.directory)"))
            #expect(reply.complaint.contains("apt-get install postgresql"))
        }
    }

    @Test func `a PostgreSQL that is too old is told with the version that is needed`()
        async throws
    {
        try await World.with { world in
            let programs = world.directory + "/programs"
            try Directories.create(programs)
            let script = Array("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n".utf8)
            for name in ["postgres", "initdb"] {
                try AtomicFile.write(script, to: programs + "/" + name, mode: 0o755)
            }
            let reply = try await serve(in: world, programs: programs)
            #expect(reply.code == 1)
            #expect(
                reply.complaint.contains(
                    "PostgreSQL 15 or newer was not found in \(programs), only 14."))
        }
    }

    @Test func `a directory that is open to others is told with the command that closes it`()
        async throws
    {
        try await World.with { world in
            let anna = Laptop("anna", in: world)
            try Directories.create(anna.home)
            chmod(anna.home, 0o755)
            let reply = try await anna.type("client", "list")
            #expect(reply.code == 1)
            #expect(reply.complaint.contains("chmod 700 '\(anna.home)'"))
        }
    }

    private func serve(in world: World, programs: String) async throws -> Reply {
        try await Reply(
            of: Programs.server(
                [
                    "serve", "--postgresql-programs", programs, "--data-directory",
                    world.directory + "/data", "--listen", "127.0.0.1:\(Port.free())",
                ], [:]))
    }
}
