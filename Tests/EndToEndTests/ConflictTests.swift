import JSON
import Testing

/// What two laptops wrote apart is settled by a person, with the real programs.
@Suite(.toldWithLogs) struct ConflictTests {
    @Test func `a field that both changed is told, settled and open again after the undo`()
        async throws
    {
        try await Office.with { world, office in
            let (anna, boris) = try await disagreement(about: "phone", at: office)
            let listed = try await anna.answer("conflicts", "list")
            #expect(listed["count"] == 1)
            let id = try #require(listed["conflicts"]?.array?.first?["id"]?.string)
            let told = try await anna.type("conflicts", "show", String(id.prefix(8))).output
            for word in ["Ada Ltd", "yours: 11111", "theirs: 22222", "You can:"] {
                #expect(told.contains(word), "\(told)")
            }
            let settled = try await anna.answer("conflicts", "resolve", id, "--take", "theirs")
            try await meet(anna, boris)
            let log = try await anna.type("sync", "log").output
            #expect(log.contains("client “Ada Ltd”") && log.contains("”, 20"), "\(log)")
            for laptop in [anna, boris] {
                #expect(try await laptop.answer("conflicts", "list")["count"] == 0)
                #expect(try await laptop.clients().first?["phone"] == "22222")
            }
            let history = try await boris.answer("history", "client", "Ada Ltd")["history"]?.array
            #expect(history?.last?["settles"] == ["phone"])
            #expect(settled["undo"] == history?.last?["change"])
            let last = try #require(history?.last?["change"]?.string)
            try await boris.answer("undo", last)
            try await meet(boris, anna)
            #expect(try await anna.answer("conflicts", "list")["count"] == 1)
        }
    }

    @Test func `a script writes over what it has read, and over nothing else`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("Anna", to: office)
            let boris = try await Laptop.joined("Boris", to: office)
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            try await meet(anna, boris)
            let shown = try await anna.answer("client", "show", "Ada Ltd")
            let version = try #require(shown["version"]?.string)
            try await boris.answer("client", "edit", "Ada Ltd", "--phone", "22222")
            try await meet(boris, anna)
            func edit(_ version: String) async throws -> Reply {
                try await anna.type(
                    "client", "edit", "Ada Ltd", "--phone", "11111", "--if-version", version)
            }
            let refused = try await edit(version)
            #expect(refused.code == 5 && refused.complaint.contains("has changed since"))
            #expect(try await anna.clients().first?["phone"] == "22222")
            let again = try await anna.answer("client", "show", "Ada Ltd")["version"]?.string
            #expect(try await edit(try #require(again)).code == 0)
            try await meet(anna, boris)
            #expect(try await boris.answer("conflicts", "list")["count"] == 0)
            #expect(try await boris.clients().first?["phone"] == "11111")
        }
    }

    @Test func `something else than either wrote can count`() async throws {
        try await Office.with { world, office in
            let (anna, boris) = try await disagreement(about: "email", at: office)
            let listed = try await anna.answer("conflicts", "list")["conflicts"]?.array
            let id = try #require(listed?.first?["id"]?.string)
            let wrong = try await anna.type("conflicts", "resolve", id, "--set", "phone=1")
            #expect(wrong.code != 0 && wrong.complaint.contains("email"))
            try await anna.answer("conflicts", "resolve", id, "--set", "email=c@example.com")
            try await meet(anna, boris)
            #expect(try await boris.clients().first?["email"] == "c@example.com")
            #expect(try await boris.clients().first?["conflicts"] == nil)
        }
    }

    @Test func `a policy settles fields after a look at them, and leaves lives to a person`()
        async throws
    {
        try await Office.with { world, office in
            let (anna, boris) = try await disagreement(about: "phone", at: office)
            try await anna.answer("client", "add", "--name", "Bo")
            try await meet(anna, boris)
            await office.kill()
            try await anna.answer("client", "delete", "Bo")
            try await boris.answer("client", "edit", "Bo", "--phone", "33333")
            // How a client is taxed is about money.
            try await anna.answer("client", "edit", "Ada Ltd", "--tax-number", "11")
            try await boris.answer("client", "edit", "Ada Ltd", "--tax-number", "22")
            try await office.serve()
            try await meet(anna, boris)
            let all = ["conflicts", "resolve", "--all", "--policy", "latest"]
            let preview = try await anna.answer(all[0], all[1], all[2], all[3], all[4])
            #expect(preview["settled"]?.array?.count == 1)
            #expect(try await anna.answer("conflicts", "list")["count"] == 3)
            let done = try await anna.answer(all[0], all[1], all[2], all[3], all[4], "--yes")
            #expect(done["left"] == 2)
            let rest = try await anna.answer("conflicts", "list")["conflicts"]?.array ?? []
            for (rule, decision) in [("life", "--restore"), ("field", "--choose=1")] {
                let open = try #require(rest.first { $0["rule"]?.string == rule })
                let id = try #require(open["id"]?.string)
                try await anna.answer("conflicts", "resolve", id, decision)
            }
            try await meet(anna, boris)
            #expect(try await boris.answer("conflicts", "list")["count"] == 0)
            #expect(try await boris.clients().count == 2)
        }
    }

    /// Two laptops of one book that gave a field of Ada's different values while they were apart.
    private func disagreement(
        about field: String, at office: Office
    ) async throws -> (Laptop, Laptop) {
        async let one = Laptop.joined("anna", to: office)
        async let other = Laptop.joined("boris", to: office)
        let (anna, boris) = try await (one, other)
        try await anna.answer("client", "add", "--name", "Ada Ltd")
        try await meet(anna, boris)
        await office.kill()
        let values = field == "email" ? ("a@example.com", "b@example.com") : ("11111", "22222")
        try await anna.answer("client", "edit", "Ada Ltd", "--\(field)", values.0)
        try await boris.answer("client", "edit", "Ada Ltd", "--\(field)", values.1)
        try await office.serve()
        try await meet(anna, boris)
        return (anna, boris)
    }

    private func meet(_ one: Laptop, _ other: Laptop) async throws {
        for laptop in [one, other, one] { try await laptop.answer("sync", "now") }
    }
}
