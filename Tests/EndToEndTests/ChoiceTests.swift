import JSON
import Testing

/// Each way in which a person settles what two laptops wrote apart, with the real programs.
@Suite(.toldWithLogs) struct ChoiceTests {
    @Test func `what was before both counts again, and two texts are kept one below the other`()
        async throws
    {
        try await Office.with { world, office in
            let pair = try await Pair(at: office)
            try await pair.anna.answer(
                "client", "add", "--name", "Ada", "--email", "old@example.com", "--note", "Old.")
            try await pair.apart {
                try await pair.anna.answer(
                    "client", "edit", "Ada", "--email", "a@example.com", "--note", "From Anna.")
                try await pair.boris.answer(
                    "client", "edit", "Ada", "--email", "b@example.com", "--note", "By Boris.")
            }
            for (field, take) in [("email", "base"), ("note", "both")] {
                let id = try await pair.question(about: field)
                try await pair.anna.answer("conflicts", "resolve", id, "--take", take)
            }
            try await pair.meet()
            for laptop in [pair.anna, pair.boris] {
                let ada = try #require(try await laptop.clients().first)
                #expect(ada["email"] == "old@example.com" && ada["conflicts"] == nil)
                let note = try #require(ada["note"]?.string)
                #expect(note.contains("From Anna.") && note.contains("By Boris."), "\(note)")
                #expect(try await laptop.answer("conflicts", "list")["count"] == 0)
            }
        }
    }

    @Test func `what was edited while it was issued is credited`() async throws {
        try await Office.with { world, office in
            let pair = try await Pair(at: office)
            try await pair.anna.answer("settings", "edit", "--name", "Nora", "--currency", "EUR")
            try await pair.anna.answer("client", "add", "--name", "Ada")
            let draft = try await pair.anna.answer(
                "invoice", "add", "--client", "Ada", "--line", "Bread; 4; 2.50; S 19")
            let id = try #require(draft["id"]?.string)
            try await pair.apart {
                try await pair.anna.answer("invoice", "issue", id)
                try await pair.boris.answer(
                    "invoice", "line", "edit", id, "1", "--quantity", "5")
            }
            let question = try await pair.question(about: "")
            try await pair.anna.answer("conflicts", "resolve", question, "--credit")
            try await pair.meet()
            for laptop in [pair.anna, pair.boris] {
                #expect(try await laptop.answer("conflicts", "list")["count"] == 0)
                let kinds = try await laptop.answer("invoice", "list")["invoices"]?.array?
                    .compactMap { $0["kind"]?.string }
                #expect(Set(kinds ?? []) == ["invoice", "creditNote"], "\(kinds ?? [])")
            }
        }
    }
}

/// Two laptops of one book.
private struct Pair {
    let office: Office
    let anna: Laptop
    let boris: Laptop

    init(at office: Office) async throws {
        self.office = office
        anna = try await Laptop.joined("anna", to: office)
        boris = try await Laptop.joined("boris", to: office)
    }

    /// Lets both do something while neither sees the other.
    func apart(_ body: () async throws -> Void) async throws {
        try await meet()
        await office.kill()
        try await body()
        try await office.serve()
        try await meet()
    }

    /// Both hear of everything.
    func meet() async throws {
        for laptop in [anna, boris, anna] { try await laptop.answer("sync", "now") }
    }

    /// The one open question whose title has some words.
    func question(about words: String) async throws -> String {
        let open = try await anna.answer("conflicts", "list")["conflicts"]?.array ?? []
        let meant = open.filter { $0["title"]?.string?.contains(words) == true || words.isEmpty }
        try #require(meant.count == 1, "\(open.map { $0["title"] })")
        return try #require(meant[0]["id"]?.string)
    }
}
