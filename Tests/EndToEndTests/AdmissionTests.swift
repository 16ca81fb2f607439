import Glibc
import HTTP
import JSON
import Machine
import PostgreSQL
import Testing

/// Who is let in, and who is not.
@Suite(.toldWithLogs) struct AdmissionTests {
    @Test func `a code lets one laptop in, and no second one`() async throws {
        try await Office.with { world, office in
            let code = try await office.invite()
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("login", office.address, "--code", code.lowercased())
            let boris = try await Laptop.running("boris", in: world)
            for typed in [code, "AAAA-AAAA-AAAA"] {
                let reply = try await boris.type("login", office.address, "--code", typed)
                #expect(reply.code == 1)
                #expect(reply.complaint.contains("This code is not valid"))
            }
            #expect(try await boris.answer("sync", "status")["state"] == "alone")
        }
    }

    @Test func `who has logged in finds what the team has, at once`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            try await anna.answer("client", "add", "--name", "Brückner GmbH")
            try await anna.answer("sync", "now")
            let code = try await office.invite()
            let boris = try await Laptop.running("boris", in: world)
            try await boris.answer("login", office.address, "--code", code)
            let clients = try await boris.answer("client", "list")["clients"]?.array ?? []
            #expect(clients.map { $0["name"] } == ["Brückner GmbH"])
        }
    }

    @Test(arguments: [nil, "Bearer", "Bearer \(String(repeating: "0", count: 64))", "Basic eDp5"])
    func `who shows no valid token is told nothing`(authorization: String?) async throws {
        try await Office.with { world, office in
            for path in ["hello", "push", "pull"] {
                let response = try await office.post(
                    ["sync", "v1", path], showing: authorization)
                #expect(response.status == .unauthorized)
            }
        }
    }

    @Test func `a laptop belongs to one book`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            try await office.database { try $0.run("UPDATE books SET name = 'First'") }
            _ = try await office.type("admin", "book", "create", "Second")
            let invited = try await office.type(
                "admin", "device", "invite", "--book", "Second", "--json")
            let code = try #require(try invited.json["code"]?.string)
            let reply = try await anna.type("login", office.address, "--code", code)
            #expect(reply.code == 5)
            #expect(reply.complaint.contains("belongs to a book"))
        }
    }

    @Test func `a laptop whose sign-in has expired signs in again by itself`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            try await anna.answer("sync", "now")
            try await office.database {
                try $0.run("UPDATE device_tokens SET expires_at = now() - interval '1 second'")
            }
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            try await anna.answer("sync", "now")
            #expect(try await office.log().count == 1)
        }
    }

    @Test func `a laptop that was struck off is refused, told so, and works on`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            try await anna.answer("sync", "now")
            try await office.database { try $0.run("DELETE FROM devices") }
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            let reply = try await anna.type("sync", "now")
            #expect(reply.code == 1)
            for word in ["turned this laptop away", "counterfoil login", "counterfoil book export"]
            {
                #expect(reply.complaint.contains(word), "\(reply.complaint)")
            }
            #expect(try await office.log() == [])
            let status = try await anna.answer("sync", "status")
            #expect(status["state"] == "halted" && status["unsent"] == 1)
            #expect(status["why"]?.string?.contains("turned this laptop away") == true)
            let told = try await anna.type("sync", "status").output
            #expect(told.contains("they are kept") && !told.contains("can be reached"), "\(told)")
            // Another code makes it one of the team again, with everything that it wrote.
            try await anna.join(office)
            try await anna.answer("sync", "now")
            #expect(try await office.log().count == 1)
        }
    }

    @Test func `the agent's socket is its owner's alone`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            var facts = stat()
            #expect(stat(anna.home + "/agent.sock", &facts) == 0)
            #expect(facts.st_mode & 0o777 == 0o600)
            #expect(stat(anna.home, &facts) == 0)
            #expect(facts.st_mode & 0o777 == 0o700)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "Only root can be somebody else."))
    func `somebody else is told nothing even where the socket was opened to all`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            chmod(anna.home, 0o755)
            chmod(anna.home + "/agent.sock", 0o666)
            let owner = try await anna.whisper("GET /clients", as: nil)
            #expect(owner.code == 0 && owner.output.contains("Ada Ltd"))
            let stranger = try await anna.whisper("GET /clients", as: .nobody)
            #expect(stranger.code == 0 && stranger.output.isEmpty)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "Only root can be somebody else."))
    func `a command asks nothing of another user's agent`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            chown(anna.home + "/agent.sock", Subprocess.User.nobody.userID, 0)
            let reply = try await anna.type("client", "add", "--name", "Ada Ltd")
            #expect(reply.code == 1)
            #expect(reply.complaint.contains("\(anna.home)/agent.sock belongs to another user"))
            chown(anna.home + "/agent.sock", geteuid(), 0)
            #expect(try await anna.clients() == [])
        }
    }
}
