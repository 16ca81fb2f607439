import JSON
import Testing

/// The agent in Python, written from the protocol's page alone, among our own programs.
@Suite(.toldWithLogs) struct ForeignAgentTests {
    @Test func `an agent in another language works, disagrees, settles, and ends with the same`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            let pythia = try await ForeignLaptop.joined("pythia", to: office)
            try await anna.answer("settings", "edit", "--name", "Nora Berg", "--currency", "EUR")
            try await anna.answer("client", "add", "--name", "Müller & Söhne")
            let draft = try await anna.answer(
                "invoice", "add", "--client", "Müller & Söhne", "--line", "Bread; 4; 2.50; S 19")
            let id = try #require(draft["id"]?.string)
            try await expectTheSame(anna, pythia, office)

            let client = try await pythia.record("client", where: "name", is: "Müller & Söhne")
            await office.kill()
            try await anna.answer("client", "edit", "Müller & Söhne", "--phone", "+49 30 111111")
            try await pythia.type("edit", client, #"{"phone": "+49 30 222222", "tags": ["old"]}"#)
            try await pythia.type(
                "add", "client", #"{"name": "Ποσειδών", "billingAddress": {"city": "Delphi"}}"#)
            try await pythia.type("add", "line", Self.line(of: id))
            try await office.serve()
            try await expectTheSame(anna, pythia, office)
            #expect(try await anna.answer("conflicts", "list")["count"] == 1)
            #expect(try await pythia.answers("conflicts").map { $0["field"] } == ["phone"])

            try await pythia.type("resolve", client, #"{"phone": "+49 30 333333"}"#)
            try await expectTheSame(anna, pythia, office)
            #expect(try await anna.answer("conflicts", "list")["count"] == 0)
            let issued = try await anna.answer("invoice", "issue", id)
            #expect(issued["total"] == "14.28")
            try await expectTheSame(anna, pythia, office)
        }
    }

    @Test func `what an agent of another version writes is kept, shown and passed on`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            let pythia = try await ForeignLaptop.joined("pythia", to: office)
            try await pythia.type("add", "client", #"{"name": "Ada Ltd", "9001": "later"}"#)
            try await expectTheSame(anna, pythia, office)
            try await anna.answer("client", "edit", "Ada Ltd", "--email", "ada@example.com")
            let ada = try await pythia.record("client", where: "name", is: "Ada Ltd")
            try await pythia.type("edit", ada, #"{"9001": "even later"}"#)
            try await expectTheSame(anna, pythia, office)
            // A laptop that comes later gets it too.
            let boris = try await Laptop.joined("boris", to: office)
            try await expectTheSame(boris, pythia, office)
            let lines = try await boris.type("book", "export").output
            #expect(lines.contains(#""plain":"even later""#))
            #expect(lines.contains("ada@example.com"))
        }
    }

    @Test func `records, fields and words of a later version go through older laptops unharmed`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            let pythia = try await ForeignLaptop.joined("pythia", to: office)
            let later = #"{"name": "Ada Ltd", "9001": "later"}"#
            try await pythia.type("foresee", "client", later)
            try await pythia.type("foresee", "9000", #"{"1": "a record of a later sort"}"#)
            try await expectTheSame(anna, pythia, office)
            // Whoever knows nothing of it works on the same record, with everybody apart.
            await office.kill()
            try await anna.answer("client", "edit", "Ada Ltd", "--email", "ada@example.com")
            let ada = try await pythia.record("client", where: "name", is: "Ada Ltd")
            try await pythia.type("edit", ada, #"{"9001": "even later"}"#)
            try await office.serve()
            try await expectTheSame(anna, pythia, office)
            #expect(try await anna.answer("conflicts", "list")["count"] == 0)

            // Also whoever only got it from a laptop's and a server's own words.
            let boris = try await Laptop.joined("boris", to: office)
            try await boris.answer("sync", "now")
            try await boris.answer("client", "edit", "Ada Ltd", "--phone", "+49 30 111111")
            try await boris.answer("sync", "now")
            try await expectTheSame(anna, pythia, office)
            try await expectTheSame(boris, pythia, office)
            let book = try await boris.type("book", "export").output
            for word in [
                #""collection":9000"#, #""plain":"a record of a later sort""#,
                #""plain":"even later""#, "ada@example.com", "+49 30 111111",
            ] { #expect(book.contains(word), "\(word)") }
            #expect(try await office.entriesCount(holding: "words of a later version") == 2)
        }
    }

    private static func line(of draft: String) -> String {
        """
        {"draft": "\(draft)", "content": {"description": "Olives", "quantity": "2", \
        "unitPrice": "1", "currency": "EUR", "taxCategory": "S", "taxRate": "19"}}
        """
    }

    private func expectTheSame(
        _ laptop: Laptop, _ foreign: ForeignLaptop, _ office: Office
    ) async throws {
        // The server writes too: who joined, and texts that it merged.
        try await until("all three write the book out in the same bytes") {
            try await laptop.answer("sync", "now")
            try await foreign.type("sync")
            try await laptop.answer("sync", "now")
            let exports = [
                try await laptop.type("book", "export").output, try await foreign.type("export"),
                try await office.type("admin", "export").output,
            ]
            return Set(exports).count == 1
        }
    }
}
