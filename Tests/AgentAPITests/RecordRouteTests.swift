import AgentSocket
import HTTP
import JSON
import Testing

struct RecordRouteTests {
    @Test func `a client is added, shown, edited, listed and deleted`() async throws {
        try await RunningAgent.with { agent in
            let form: JSONValue = ["name": "Ada", "billingAddress": ["city": "Łódź"]]
            let added = try await agent.client.ask(.post, ["clients"], body: form)
            let id = try #require(added["id"]?.string)
            #expect(added["billingAddress"] == ["city": "Łódź"])
            #expect(try await agent.client.ask(.get, ["clients", id]) == added)
            #expect(try await agent.client.ask(.get, ["clients", "ada"]) == added)
            let edited = try await agent.client.ask(
                .patch, ["clients", id], body: ["phone": "+48 42 1234", "billingAddress": nil])
            let plain: JSONValue = ["id": .string(id), "name": "Ada", "phone": "+48 42 1234"]
            #expect(edited.object?.filter { $0.key != "version" } == plain.object)
            #expect(try await agent.client.ask(.get, ["clients"]) == ["clients": [plain]])
            #expect(try await agent.client.ask(.delete, ["clients", id]) == plain)
            #expect(try await agent.client.ask(.get, ["clients"]) == ["clients": []])
            #expect(try await agent.refusal(.get, ["clients", id]).status == 404)
        }
    }

    @Test func `nothing is written over what was not seen`() async throws {
        try await RunningAgent.with { agent in
            let id = try await agent.add("Ada")
            let seen = try await agent.client.ask(.get, ["clients", id])["version"]?.string
            let mine = try await agent.client.ask(
                .patch, ["clients", id], body: ["phone": "+48 42 1"], ifVersion: seen)
            #expect(mine["version"]?.string != seen)
            for verb in [Verb.patch, .delete] {
                let refused = try await agent.refusal(
                    verb, ["clients", id], body: ["phone": "+48 42 2"], ifVersion: seen)
                #expect(refused.status == 412 && refused.kind == "changed")
            }
            let other = try await agent.refusal(
                .patch, ["clients", id], body: ["name": "Eva"], ifVersion: "no\r\nversion")
            #expect(other.status == 412)
            let stands = try await agent.client.ask(.get, ["clients", id])
            #expect(stands == mine && stands["phone"] == "+48 42 1")
            _ = try await agent.client.ask(
                .delete, ["clients", id], ifVersion: mine["version"]?.string)
        }
    }

    @Test func `what becomes documents has routes of its own, and nothing is added to nobody`()
        async throws
    {
        try await RunningAgent.with { agent in
            for path in ["drafts", "lines", "charges"] {
                #expect(try await agent.refusal(.get, [path]).status == 404)
            }
            let nobody = "0193f0aa-0000-7000-8000-000000000001"
            let contact: JSONValue = ["client": .string(nobody), "name": "Bo"]
            let refused = try await agent.refusal(.post, ["contacts"], body: contact)
            #expect(refused.status == 422 && refused.kind == "validation")
        }
    }

    @Test func `a list is searched and cut`() async throws {
        try await RunningAgent.with { agent in
            for name in ["Ada", "Ben", "Adam"] { _ = try await agent.add(name) }
            let names = { (query: Query) async throws in
                try await agent.client.ask(.get, ["clients"], query: query)["clients"]?.array?
                    .map { $0["name"]?.string }
            }
            #expect(try await names(["q": "ada"]) == ["Ada", "Adam"])
            #expect(try await names(["limit": "1"]) == ["Ada"])
            #expect(try await names(["q": "' OR 1=1 --"]) == [])
        }
    }

    @Test(arguments: ["0", "-1", "10001", "x", ""])
    func `a limit that is none is refused by its name`(limit: String) async throws {
        try await RunningAgent.with { agent in
            let refused = try await agent.refusal(.get, ["clients"], query: ["limit": limit])
            #expect(refused.status == 422)
            #expect(refused.fields.map(\.path) == ["limit"])
        }
    }

    @Test func `a form with errors is 422, with all of them`() async throws {
        try await RunningAgent.with { agent in
            let form: JSONValue = ["kind": "robot", "billingAddress": ["city": 7], "x": 1]
            let refused = try await agent.refusal(.post, ["clients"], body: form)
            #expect(refused.status == 422)
            #expect(refused.kind == "validation")
            #expect(refused.fields.map(\.path) == ["billingAddress.city", "kind", "name", "x"])
            let id = try await agent.add("Ada")
            let cleared = try await agent.refusal(.patch, ["clients", id], body: ["name": nil])
            #expect(cleared.fields.map(\.path) == ["name"])
        }
    }

    @Test func `a name that two clients bear is 422 and says so`() async throws {
        try await RunningAgent.with { agent in
            _ = try await agent.add("Ada")
            _ = try await agent.add("Ada")
            let refused = try await agent.refusal(.delete, ["clients", "Ada"])
            #expect(refused.status == 422)
            #expect(refused.kind == "ambiguous")
        }
    }

    @Test(arguments: [[1, 2], "text", nil, 5] as [JSONValue])
    func `a body that is no object is 400`(body: JSONValue) async throws {
        try await RunningAgent.with { agent in
            #expect(try await agent.refusal(.post, ["clients"], body: body).status == 400)
            let shown = try await agent.client.ask(.get, ["clients"])
            #expect(shown == ["clients": []])
        }
    }

    @Test func `a body above its limit is 413 and changes nothing`() async throws {
        try await RunningAgent.with { agent in
            let note = JSONValue.string(String(repeating: "x", count: 1_100_000))
            let refused = try await agent.refusal(.post, ["clients"], body: ["name": note])
            #expect(refused.status == 413)
            let shown = try await agent.client.ask(.get, ["clients"])
            #expect(shown == ["clients": []])
        }
    }

    @Test(arguments: [["nothing"], ["clients", "x", "y"]])
    func `a path that is none is 404, and a verb that is none 405`(path: [String]) async throws {
        try await RunningAgent.with { agent in
            #expect(try await agent.refusal(.get, path).status == 404)
            let refused = try await agent.refusal(.delete, ["clients"])
            #expect(refused.status == 405)
        }
    }
}
