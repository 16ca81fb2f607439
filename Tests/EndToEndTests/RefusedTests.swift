import JSON
import Testing

/// What the server refused is handed back, and a person does something about it, with the real
/// programs.
@Suite(.toldWithLogs) struct RefusedTests {
    @Test func `what was refused is told, sent again, sent otherwise, or given up`() async throws {
        try await Office.with { world, office in
            let carl = try await Laptop.joined("carl", as: "member", to: office)
            for name in ["Ada", "Ben", "Cleo"] {
                try await carl.answer("client", "add", "--name", name)
            }
            try await carl.answer("sync", "now")
            try await role("accountant", of: "carl", at: office)
            for name in ["Ada", "Ben", "Cleo"] {
                try await carl.answer("client", "edit", name, "--vat-id", "DE129273398")
            }
            let exchanged = try await carl.type("sync", "now")
            #expect(exchanged.code == 0 && exchanged.complaint.contains("refused 3"))
            let changes = try await refused(on: carl)
            try #require(changes.count == 3)
            let told = try await carl.type("sync", "refused", "show", changes[0]).output
            #expect(told.contains("Refused:") && told.contains("DE129273398"), "\(told)")
            let exported = try await carl.type("sync", "refused", "export").output
            #expect(changes.allSatisfy(exported.contains))

            try await role("member", of: "carl", at: office)
            try await carl.answer("sync", "refused", "resend", changes[0])
            try await carl.answer(
                "sync", "refused", "edit", changes[1], "--set", "vatID=ATU13585627")
            try await carl.answer("sync", "refused", "discard", changes[2])
            for change in changes {
                #expect(try await carl.type("sync", "refused", "resend", change).code == 4)
            }
            try await carl.answer("sync", "now")
            #expect(try await refused(on: carl).isEmpty)
            let numbers = try await carl.clients().map { $0["vatID"]?.string }
            #expect(numbers == ["DE129273398", "ATU13585627", nil])
            let ours = try await office.type("admin", "export").output
            #expect(try await carl.type("book", "export").output == ours)
        }
    }

    @Test func `what was refused stays visible beside what stands`() async throws {
        try await Office.with { world, office in
            let carl = try await Laptop.joined("carl", as: "member", to: office)
            let ada = try await carl.answer("client", "add", "--name", "Ada")["id"]?.string ?? ""
            let draft = try await self.draft(on: carl)
            try await carl.answer("sync", "now")
            try await role("accountant", of: "carl", at: office)
            try await carl.answer("client", "edit", "Ada", "--vat-id", "DE129273398")
            try await carl.answer("client", "add", "--name", "Dora")
            try await carl.answer("invoice", "line", "edit", draft, "1", "--quantity", "5")
            let other = try await self.draft(on: carl)
            try await carl.answer("sync", "now")

            // Her own, and the draft that was to be hers.
            let client = try await carl.answer("client", "show", "Ada")
            #expect(client["vatID"] == nil && client["refused"]?.array?.count == 2)
            let told = try await carl.type("client", "show", "Ada").output
            for words in [
                "Not taken by the server: You read", "  vat id: DE129273398", "of draft: ",
            ] {
                #expect(told.contains(words), "\(told)")
            }
            let invoice = try await carl.answer("invoice", "show", draft)
            #expect(invoice["refused"]?.array?.count == 1)
            #expect(invoice["lines"]?.array?.first?["quantity"] == "4")
            #expect(try await complaint(carl, "client", "Dora").contains("did not take it"))
            #expect(try await complaint(carl, "invoice", other).contains("did not take it"))

            // One place of it is said otherwise, and all else stays.
            try await role("member", of: "carl", at: office)
            let change = invoice["refused"]?.array?.first?["change"]?.string ?? ""
            try await carl.answer("sync", "refused", "edit", change, "--set", "quantity=6")
            try await carl.answer("sync", "now")
            let line = try await carl.answer("invoice", "show", draft)["lines"]?.array?.first
            #expect(line?["quantity"] == "6" && line?["description"] == "Bread")

            // Who was deleted since is not there for that reason.
            try await carl.answer("client", "delete", "Ada")
            #expect(try await !complaint(carl, "client", ada).contains("did not take it"))
        }
    }

    private func draft(on laptop: Laptop) async throws -> String {
        let draft = try await laptop.answer(
            "invoice", "add", "--client", "Ada", "--line", "Bread; 4; 2.50; S 19")
        return try #require(draft["id"]?.string)
    }

    /// What is said where something is not there.
    private func complaint(
        _ laptop: Laptop, _ noun: String, _ name: String
    ) async throws -> String {
        let reply = try await laptop.type(noun, "show", name)
        #expect(reply.code == 4)
        return reply.complaint
    }

    private func role(_ role: String, of name: String, at office: Office) async throws {
        let reply = try await office.type(
            "admin", "user", "role", "\(name)@example.com", role, "--json")
        try #require(reply.code == 0, "\(reply.complaint)")
    }

    /// The names of the changes that were refused, the oldest first.
    private func refused(on laptop: Laptop) async throws -> [String] {
        let answer = try await laptop.answer("sync", "refused", "list")
        return (answer["refused"]?.array ?? []).compactMap { $0["change"]?.string }
    }
}
