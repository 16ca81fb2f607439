import AgentSocket
import HTTP
import JSON
import Testing

struct InvoiceRouteTests {
    private static let line: JSONValue = [
        "description": "Bread", "quantity": "3", "unitPrice": "2.50", "taxCategory": "S",
        "taxRate": "19",
    ]

    @Test func `an invoice is drafted, issued, paid and read back over the socket`() async throws {
        try await RunningAgent.with { agent in
            try await ready(agent)
            let draft = try await agent.client.ask(
                .post, ["invoices"], body: ["client": "Ada", "lines": [Self.line]])
            let id = try #require(draft["id"]?.string)
            #expect(draft["state"] == "draft" && draft["total"] == "8.93")
            let issued = try await agent.client.ask(.post, ["invoices", id, "issue"], body: [:])
            let number = try #require(issued["number"]?.string)
            #expect(issued["state"] == "unpaid" && issued["totals"]?["BT-112"] == "8.93")
            let payment = try await agent.client.ask(
                .post, ["payments"],
                body: ["amount": ["value": "10", "currency": "EUR"], "for": [.string(number)]])
            #expect(payment["left"]?["value"] == "1.07")
            let list = try await agent.client.ask(
                .get, ["invoices"], query: ["state": "paid"])
            #expect(list["invoices"]?.array?.map { $0["number"] } == [.string(number)])
            let byNumber = try await agent.client.ask(.get, ["invoices", number])
            #expect(try await agent.client.ask(.get, ["invoices", id]) == byNumber)
        }
    }

    @Test func `a draft whose lines have changed is not issued as it was seen`() async throws {
        try await RunningAgent.with { agent in
            try await ready(agent)
            let draft = try await agent.client.ask(
                .post, ["invoices"], body: ["client": "Ada", "lines": [Self.line]])
            let (id, seen) = (draft["id"]?.string ?? "", draft["version"]?.string)
            let longer = try await agent.client.ask(
                .post, ["invoices", id, "lines"], body: Self.line, ifVersion: seen)
            for path in [["issue"], ["lines"], []] as [[String]] {
                let refused = try await agent.refusal(
                    path.isEmpty ? .patch : .post, ["invoices", id] + path, body: [:],
                    ifVersion: seen)
                #expect(refused.status == 412 && refused.kind == "changed")
            }
            #expect(try await agent.client.ask(.get, ["invoices", id]) == longer)
            let settings = try await agent.client.ask(
                .patch, ["settings"], body: ["pricesIncludeTax": true])
            let early = try await agent.refusal(
                .post, ["invoices", id, "issue"], body: [:],
                ifVersion: longer["version"]?.string)
            #expect(early.status == 412)
            let plain = try await agent.client.ask(
                .patch, ["settings"], body: ["pricesIncludeTax": false],
                ifVersion: settings["version"]?.string)
            #expect(
                try await agent.refusal(
                    .patch, ["settings"], body: ["phone": "+48 42 1234"],
                    ifVersion: settings["version"]?.string
                ).status == 412)
            #expect(plain["version"] != settings["version"])
            let again = try await agent.client.ask(.get, ["invoices", id])
            let issued = try await agent.client.ask(
                .post, ["invoices", id, "issue"], body: [:],
                ifVersion: again["version"]?.string)
            #expect(issued["number"] != nil)
        }
    }

    @Test func `what is missing is 422 by record and field, what is refused 409`() async throws {
        try await RunningAgent.with { agent in
            let bare = try await agent.client.ask(.post, ["invoices"], body: ["lines": []])
            let id = try #require(bare["id"]?.string)
            let missing = try await agent.refusal(
                .post, ["invoices", id, "issue"], body: [:])
            #expect(missing.status == 422)
            #expect(missing.fields.map(\.path).contains("settings.name"))
            try await ready(agent)
            let draft = try await agent.client.ask(
                .post, ["invoices"], body: ["client": "Ada", "lines": [Self.line]])
            let issued = try await agent.client.ask(
                .post, ["invoices", draft["id"]?.string ?? "", "issue"], body: [:])
            let number = try #require(issued["number"]?.string)
            for path in [["invoices", number], ["invoices", draft["id"]?.string ?? ""]] {
                #expect(try await agent.refusal(.delete, path).status == 409)
                #expect(try await agent.refusal(.patch, path, body: ["note": "x"]).status == 409)
            }
            #expect(try await agent.refusal(.get, ["invoices", "nothing"]).status == 404)
        }
    }

    @Test(
        arguments: [
            ["lines": [["unitPrice": "x"]]], ["lines": "none"], ["colour": "red"],
            ["lines": [["quantity": "1", "shade": "red"]]],
        ] as [JSONValue])
    func `a form with errors is 422 and leaves nothing behind`(form: JSONValue) async throws {
        try await RunningAgent.with { agent in
            let refused = try await agent.refusal(.post, ["invoices"], body: form)
            #expect(refused.status == 422)
            #expect(!refused.fields.isEmpty)
            #expect(try await agent.client.ask(.get, ["invoices"]) == ["invoices": []])
        }
    }

    private func ready(_ agent: RunningAgent) async throws {
        _ = try await agent.client.ask(
            .patch, ["settings"], body: ["name": "Nora Berg", "currency": "EUR"])
        _ = try await agent.add("Ada")
    }
}
