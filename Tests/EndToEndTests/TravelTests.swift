import JSON
import Testing

@Suite(.toldWithLogs) struct TravelTests {
    @Test func `two laptops that were offline both have what each of them wrote`() async throws {
        try await Office.with { world, office in
            let (anna, boris) = try await twoLaptops(office)
            await office.kill()
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            try await boris.answer("client", "add", "--name", "Baker & Sons")
            try await office.serve()
            for laptop in [anna, boris, anna] { try await laptop.answer("sync", "now") }
            let clients = try await anna.clients()
            #expect(clients.compactMap { $0["name"]?.string } == ["Ada Ltd", "Baker & Sons"])
            #expect(try await boris.clients() == clients)
            #expect(clients.allSatisfy { $0["conflicts"] == nil })
        }
    }

    @Test func `what is written on one laptop appears on the other without being asked for`()
        async throws
    {
        try await Office.with { world, office in
            let (anna, boris) = try await twoLaptops(office)
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            try await until("Ada Ltd is on the other laptop") {
                try await boris.clients().contains { $0["name"] == "Ada Ltd" }
            }
        }
    }

    @Test func `two edits of a field that did not see each other are in conflict on both laptops`()
        async throws
    {
        try await Office.with { world, office in
            let (anna, boris) = try await twoLaptops(office)
            try await share("Ada Ltd", between: anna, boris)
            await office.kill()
            try await anna.answer("client", "edit", "Ada Ltd", "--phone", "11111")
            try await boris.answer("client", "edit", "Ada Ltd", "--phone", "22222")
            try await office.serve()
            for laptop in [anna, boris, anna] { try await laptop.answer("sync", "now") }
            let client = try #require(try await anna.clients().first)
            #expect(client["conflicts"] == ["phone"])
            #expect(client["phone"] == "11111" || client["phone"] == "22222")
            #expect(try await boris.clients() == [client])
            let shown = try await boris.type("client", "list").output
            #expect(shown.contains("conflict"))
        }
    }

    @Test func `edits of different fields that did not see each other stand side by side`()
        async throws
    {
        try await Office.with { world, office in
            let (anna, boris) = try await twoLaptops(office)
            try await share("Ada Ltd", between: anna, boris)
            await office.kill()
            try await anna.answer("client", "edit", "Ada Ltd", "--phone", "11111")
            try await boris.answer("client", "edit", "Ada Ltd", "--email", "ada@example.com")
            try await office.serve()
            for laptop in [anna, boris, anna] { try await laptop.answer("sync", "now") }
            let client = try #require(try await anna.clients().first)
            #expect(client["phone"] == "11111" && client["email"] == "ada@example.com")
            #expect(client["conflicts"] == nil)
            #expect(try await boris.clients() == [client])
        }
    }

    @Test func `a client that one deletes while the other edits it lives on, in conflict`()
        async throws
    {
        try await Office.with { world, office in
            let (anna, boris) = try await twoLaptops(office)
            try await share("Ada Ltd", between: anna, boris)
            await office.kill()
            try await anna.answer("client", "delete", "Ada Ltd")
            #expect(try await anna.clients() == [])
            try await boris.answer("client", "edit", "Ada Ltd", "--phone", "22222")
            try await office.serve()
            for laptop in [anna, boris, anna] { try await laptop.answer("sync", "now") }
            let client = try #require(try await anna.clients().first)
            #expect(client["phone"] == "22222")
            #expect(client["conflicts"] == ["life"])
            #expect(try await boris.clients() == [client])
        }
    }

    private func twoLaptops(_ office: Office) async throws -> (Laptop, Laptop) {
        async let anna = Laptop.joined("anna", to: office)
        async let boris = Laptop.joined("boris", to: office)
        return try await (anna, boris)
    }

    private func share(_ name: String, between one: Laptop, _ other: Laptop) async throws {
        try await one.answer("client", "add", "--name", name)
        for laptop in [one, other] { try await laptop.answer("sync", "now") }
        #expect(try await other.clients().count == 1)
    }
}
