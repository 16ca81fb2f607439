import JSON
import Machine
import Testing

/// What the command says to a person, with the real programs.
@Suite(.toldWithLogs) struct WordingTests {
    @Test func `a file that is imported again is told to be here already`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("client", "add", "--name", "Ada")
            let file = world.directory + "/book.ndjson"
            try await anna.answer("book", "export", file)
            let own = try await anna.type("book", "import", file, "--dry-run")
            #expect(own.code == 0 && own.complaint.contains("1 record is here already"))
            try await anna.answer("book", "create", "Choir")
            try await anna.answer("book", "import", file, "--book", "Choir")
            try await anna.answer("client", "edit", "Ada", "--note", "New", "--book", "Choir")
            let again = try await anna.type("book", "import", file, "--book", "Choir")
            #expect(again.output.contains("nothing in it that is new"), "\(again.output)")
            #expect(again.complaint.contains("1 of them says something else"))
            let clients = try await anna.answer("client", "list", "--book", "Choir")["clients"]
            #expect(clients?.array?.count == 1)
        }
    }

    @Test func `what is wrong with a field is told in its own words`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("client", "add", "--name", "Ada")
            let phone = try await anna.type("client", "edit", "Ada", "--phone", "111")
            #expect(phone.code == 3 && phone.complaint.contains("Expected a phone number"))
            let name = try await anna.type("client", "add", "--name", "")
            #expect(name.code == 3 && name.complaint.contains("A client needs a name."))
            let nobody = try await anna.type("payment", "add", "--amount", "1 EUR")
            #expect(nobody.code == 3 && nobody.complaint.contains("Who paid is missing"))
            #expect(!nobody.complaint.contains("client edit"))
            let amount = try await anna.type(
                "payment", "add", "--amount", "10.001 EUR", "--client", "Ada")
            #expect(amount.code == 3 && amount.complaint.contains("at most 2 decimals"))
        }
    }

    @Test func `money and texts of several lines are shown as they are`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            try await anna.answer("client", "add", "--name", "Ada", "--note", "One\nTwo")
            try await anna.answer(
                "product", "add", "--name", "Bread", "--price-amount", "2.5",
                "--price-currency", "EUR")
            let added = try await anna.answer(
                "payment", "add", "--amount", "500 EUR", "--client", "Ada")
            let payment = String(try #require(added["id"]?.string).suffix(12))
            let refund = try await anna.type("payment", "refund", payment, "--amount", "20 EUR")
            #expect(refund.output.contains("a refund of 20.00 EUR of the 500.00 EUR that Ada paid"))
            let shown = try await anna.type("client", "show", "Ada").output
            #expect(shown.contains("480.00 EUR") && !shown.contains("\\n"), "\(shown)")
            let listed = try await anna.type("product", "list").output
            let bread = try await anna.type("product", "show", "Bread").output
            #expect(listed.contains("2.50 EUR") && bread.contains("2.50"), "\(listed)\(bread)")
            let history = try await anna.type("history", "payment", payment).output
            #expect(history.contains("refund: ") && history.contains("20.00 EUR"), "\(history)")
        }
    }

    @Test func `a frame that is not there is not found, and one that is none is refused`()
        async throws
    {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            let file = world.directory + "/frame"
            #expect(try await anna.type("sync", "inspect", file).code == 4)
            try AtomicFile.write([32, 1, 0], to: file)
            let wrong = try await anna.type("sync", "inspect", file)
            #expect(wrong.code == 3 && wrong.complaint.contains("byte"))
        }
    }
}
