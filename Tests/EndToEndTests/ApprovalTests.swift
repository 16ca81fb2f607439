import JSON
import Testing

/// Somebody's right to write is taken while he works offline: what has happened counts, and an
/// owner is asked about it, with the real programs.
@Suite(.toldWithLogs) struct ApprovalTests {
    @Test func `what Carl did without the right to write waits for an owner, who decides`()
        async throws
    {
        try await Office.with { world, office in
            let team = try await Team(at: office)
            let (payment, number) = try await team.workWithoutRight()
            try await team.carl.answer("sync", "resume")
            try await team.meet()
            let status = try await team.carl.answer("sync", "status")
            #expect(status["state"] == "up to date")
            #expect(status["refused"] == 1 && status["unsent"] == 0)
            try await team.everybody { try await $0.waiting() == ["approvals": 2] }
            let (paid, issued) = try await team.questions(about: number)

            // A member cannot decide: it comes back, and the question stays open.
            try await team.boris.answer("conflicts", "resolve", paid, "--approve")
            try await team.everybody { try await $0.waiting()["approvals"] == 2 }
            let hint = try await team.boris.discard()
            #expect(hint?.contains("Only an owner") == true)

            try await team.anna.answer("conflicts", "resolve", issued, "--approve")
            try await team.anna.answer("conflicts", "resolve", paid, "--reverse")
            _ = try await team.carl.discard()
            try await team.everybody { try await $0.waiting() == [:] }
            for laptop in team.laptops {
                let shown = try await laptop.answer("payment", "show", payment)
                #expect(shown["left"]?["value"] == "0.00", "\(shown)")
                #expect(try await laptop.answer("invoice", "show", number)["state"] != "void")
            }
            try await team.endsAlike()
        }
    }
}

/// An owner, a member, and somebody whose right to write is taken, each at a laptop.
private struct Team {
    let office: Office
    let anna: Laptop
    let boris: Laptop
    let carl: Laptop

    var laptops: [Laptop] { [anna, boris, carl] }

    init(at office: Office) async throws {
        self.office = office
        anna = try await Laptop.joined("anna", as: "owner", to: office)
        boris = try await Laptop.joined("boris", as: "member", to: office)
        carl = try await Laptop.joined("carl", as: "member", to: office)
        try await anna.answer("settings", "edit", "--name", "Nora Berg", "--currency", "EUR")
        try await anna.answer("client", "add", "--name", "Ada Ltd")
    }

    /// Carl drafts, goes offline, records a payment, issues the invoice and edits a client, and
    /// loses the right to meanwhile: the payment's id, and the invoice's number.
    func workWithoutRight() async throws -> (payment: String, number: String) {
        try await meet()
        let draft = try await carl.answer(
            "invoice", "add", "--client", "Ada Ltd", "--line", "Bread; 4; 2.50; S 19")
        try await meet()
        try await carl.answer("sync", "pause")
        let paid = try await carl.answer(
            "payment", "add", "--client", "Ada Ltd", "--amount", "5.00 EUR")
        let issued = try await carl.answer(
            "invoice", "issue", try #require(draft["id"]?.string))
        try await carl.answer("client", "edit", "Ada Ltd", "--phone", "+47 555 0111")
        let taken = try await office.type(
            "admin", "user", "role", "carl@example.com", "accountant", "--json")
        try #require(taken.code == 0, "\(taken.complaint)")
        return (
            try #require(paid["id"]?.string), try #require(issued["number"]?.string)
        )
    }

    /// Everybody hears of everything.
    func meet() async throws {
        for laptop in laptops + laptops { try await laptop.answer("sync", "now") }
    }

    /// Waits until something is so on every laptop.
    func everybody(_ isSo: (Laptop) async throws -> Bool) async throws {
        for laptop in laptops where laptop.name != carl.name {
            try await until("it is so at \(laptop.name)") {
                try await laptop.answer("sync", "now")
                return try await isSo(laptop)
            }
        }
    }

    /// What waits at Anna's, told in a person's words: the one about the payment, and the one about
    /// the invoice.
    func questions(about number: String) async throws -> (paid: String, issued: String) {
        let listed = try await anna.answer("conflicts", "list")["conflicts"]?.array ?? []
        var told: [(id: String, text: String)] = []
        for id in listed.compactMap({ $0["id"]?.string }) {
            told.append((id, try await anna.type("conflicts", "show", id).output))
        }
        let paid = try #require(told.first { $0.text.contains("the payment of 5.00 EUR") })
        let issued = try #require(told.first { $0.text.contains("invoice \(number)") })
        for text in [paid.text, issued.text] {
            #expect(text.contains("carl@example.com"), "\(text)")
            #expect(text.contains("without the right to write in this book"), "\(text)")
        }
        #expect(paid.text.contains("reverse the payment") && !paid.text.contains("which came"))
        #expect(issued.text.contains("over 11.90 EUR"), "\(issued.text)")
        return (paid.id, issued.id)
    }

    /// Every laptop writes the book as the server does.
    func endsAlike() async throws {
        let listed = try await office.type("admin", "book", "list", "--json")
        let book = try #require(try listed.json.array?.first?["book"]?.string)
        for laptop in laptops {
            try await until("\(laptop.name) writes what the server does") {
                try await laptop.answer("sync", "now")
                let ours = try await office.type("admin", "export", "--book", book).output
                let theirs = try await laptop.type("book", "export").output
                return !ours.isEmpty && ours == theirs
            }
            let waiting = try await laptop.waiting()
            #expect(waiting.isEmpty, "\(laptop.name): \(waiting)")
        }
    }
}

extension Laptop {
    /// Gives the one change up that was refused, and tells why it was.
    fileprivate func discard() async throws -> String? {
        let refused = try await answer("sync", "refused", "list")["refused"]?.array
        let change = try #require(refused?.first)
        try await answer("sync", "refused", "discard", try #require(change["change"]?.string))
        return change["hint"]?.string
    }

    /// What waits on the laptop, without what is none.
    fileprivate func waiting() async throws -> [String: Int64] {
        let status = try await answer("sync", "status")
        let names = ["unsent", "refused", "conflicts", "approvals", "lost", "quarantined"]
        return names.reduce(into: [:]) { waiting, name in
            if let count = status[name]?.integer, count > 0 { waiting[name] = count }
        }
    }
}
