import AgentSocket
import JSON
import Testing

/// A laptop joins by a code that somebody confirms, and is turned away again.
@Suite(.toldWithLogs) struct LoginTests {
    @Test func `a laptop shows a code, is let in, is listed and renamed, and signs out`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.running("anna", in: world)
            let login = try await anna.ask(
                .post, "login", body: ["server": .string(office.address), "name": "Anna's"])
            let code = try #require(login["code"]?.string)
            #expect(login["page"] == .string(office.address + "/device"))
            let waiting = try await anna.ask(.post, "login", "continue", body: [:])
            #expect(waiting["state"] == "waiting")
            let approved = try await office.type("admin", "device", "approve", code, "--json")
            try #require(approved.code == 0, "\(approved.complaint)")
            try await until("the laptop is in") {
                try await anna.ask(.post, "login", "continue", body: [:])["state"] == "approved"
            }
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            try await anna.answer("sync", "now")
            #expect(try await office.log().count == 1)
            let listed = try await anna.answer("device", "list")
            let device = try #require(listed["data"]?.array?.first)
            #expect(device["name"] == "Anna's")
            let id = try #require(device["id"]?.string)
            #expect(try await anna.answer("device", "rename", id, "Till")["name"] == "Till")
            let missing = try await anna.type(
                "device", "rename", "0193f0aa-0000-7000-8000-000000000000", "X", "--json")
            #expect(missing.code == 4)
            try await anna.answer("logout")
            let refused = try await anna.type("sync", "now", "--json")
            #expect(refused.code != 0)
            #expect(try await anna.clients().count == 1)
            _ = try await anna.join(office)
            try await anna.answer("sync", "now")
        }
    }

    @Test func `the first owner's link is printed again, until somebody is here`() async throws {
        try await Office.with { _, office in
            let printed = try await office.type("admin", "owner-link", "--json")
            try #require(printed.code == 0, "\(printed.complaint)")
            let link = try #require(try printed.json["link"]?.string)
            #expect(link.contains("/account/owner?token="))
            let added = try await office.type("admin", "user", "add", "ann@example.com", "--json")
            try #require(added.code == 0, "\(added.complaint)")
            #expect(try await office.type("admin", "owner-link", "--json").code == 4)
        }
    }

    @Test func `whoever runs the server adds people, gives roles and rotates the keys`()
        async throws
    {
        try await Office.with { _, office in
            let added = try await office.type(
                "admin", "user", "add", "ann@example.com", "--role", "owner", "--json")
            try #require(added.code == 0, "\(added.complaint)")
            #expect(try added.json["link"]?.string?.contains("/account/reset?token=") == true)
            let again = try await office.type(
                "admin", "user", "add", "ANN@example.com", "--json")
            #expect(again.code == 5)
            let unknown = try await office.type(
                "admin", "user", "disable", "eve@example.com", "--json")
            #expect(unknown.code == 4)
            let steps: [([String], Int32)] = [
                // A book keeps an owner.
                (["role", "ann@example.com", "admin"], 5),
                (["add", "bob@example.com", "--role", "owner"], 0),
                (["role", "ann@example.com", "admin"], 0), (["disable", "ann@example.com"], 0),
            ]
            for (words, code) in steps {
                let reply = try await office.type(words: ["admin", "user"] + words + ["--json"])
                #expect(reply.code == code, "\(reply.complaint)")
            }
            let people = try await office.type("admin", "user", "list", "--json")
            let ann = try #require(try people.json.array?.first)
            #expect(ann["disabled"] == true && ann["last_seen_at"] == .null)
            #expect(ann["roles"] == [["book": "Baker & Sons", "role": "admin"]])
            let rotated = try await office.type("admin", "keys", "rotate", "--only-seal", "--json")
            #expect(rotated.code == 0)
            #expect(try rotated.json["job"]?.string != nil)
            try await until("the running server has sealed everything again") {
                let status = try await office.type("admin", "keys", "status", "--json")
                return try status.json["left"] == 0
            }
            let done = try await office.type(
                "admin", "keys", "rotate", "--only-seal", "--here", "--json")
            #expect(try done.json["left"] == 0)
        }
    }
}
