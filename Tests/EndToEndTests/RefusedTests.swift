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
            try await carl.answer("client", "add", "--name", "Dora")
            let exchanged = try await carl.type("sync", "now")
            #expect(exchanged.code == 0 && exchanged.complaint.contains("refused 4"))
            let changes = try await refused(on: carl)
            try #require(changes.count == 4)
            try await staysVisible(on: carl)
            let told = try await carl.type("sync", "refused", "show", changes[0]).output
            #expect(told.contains("Refused:") && told.contains("DE129273398"), "\(told)")
            let exported = try await carl.type("sync", "refused", "export").output
            #expect(changes.allSatisfy(exported.contains))

            try await role("member", of: "carl", at: office)
            try await carl.answer("sync", "refused", "resend", changes[0])
            try await carl.answer(
                "sync", "refused", "edit", changes[1], "--set", "vatID=ATU13585627")
            try await carl.answer("sync", "refused", "discard", changes[2])
            try await carl.answer("sync", "refused", "discard", changes[3])
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

    /// What was refused is shown beside what stands, and not as if it had never been written.
    private func staysVisible(on laptop: Laptop) async throws {
        let ada = try await laptop.answer("client", "show", "Ada")
        #expect(ada["vatID"] == nil && ada["refused"]?.array?.count == 1)
        let shown = try await laptop.type("client", "show", "Ada").output
        #expect(shown.contains("Not taken by the server"), "\(shown)")
        #expect(shown.contains("vat id: DE129273398"), "\(shown)")
        let missing = try await laptop.type("client", "show", "Dora")
        #expect(missing.code == 4 && missing.complaint.contains("did not take it"))
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
