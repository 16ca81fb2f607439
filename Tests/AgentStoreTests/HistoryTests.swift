import AgentStore
import Bytes
import Catalog
import Causality
import Invoicing
import JSON
import Sync
import TestPostgreSQL
import Testing

/// What happened to a record, as a person is told.
struct HistoryTests {
    private typealias History = AgentStore.History

    private func history(
        _ reference: String, _ collection: RecordCollection, _ laptop: Laptop
    ) async throws -> History {
        try await laptop.store.history(of: reference, in: collection, zone: .utc, limit: 100)
    }

    /// Each change as `field: words`.
    private func told(_ history: History) -> [[String]] {
        history.happenings.map { $0.writes.map { "\($0.field): \($0.says)" } }
    }

    @Test func `tags are told one by one, and a restore is told as one`() async throws {
        try await Laptop.with { laptop in
            let ada = try await laptop.add("Ada")
            let id = ada.key.id.text
            for tags: JSONValue in [["vip", "old"], ["vip"]] {
                _ = try await laptop.store.edit(
                    id, in: Catalog.client, by: ["tags": tags], at: 2_000)
            }
            _ = try await laptop.store.delete(id, in: Catalog.client, at: 3_000)
            let deleted = try #require(try laptop.changes().last)
            _ = try await laptop.store.undo(
                "\(deleted.dot.replica.text)/\(deleted.dot.counter)",
                on: try CivilDate("2026-03-02"), at: 4_000)
            let history = try await history(id, Catalog.client, laptop)
            #expect(history.isWhole)
            #expect(
                told(history) == [
                    ["name: Ada"], ["tags: “old” added", "tags: “vip” added"],
                    ["tags: “old” taken out"], ["life: deleted"], ["life: restored"],
                ])
            #expect(history.happenings.flatMap { $0.settles }.isEmpty)
        }
    }

    @Test func `who was deleted is found by name, but who is there comes first`() async throws {
        try await Laptop.with { laptop in
            let first = try await laptop.add("Ada").key.id.text
            _ = try await laptop.store.delete(first, in: Catalog.client, at: 3_000)
            let gone = try await history("ada", Catalog.client, laptop)
            #expect(told(gone) == [["name: Ada"], ["life: deleted"]])
            let second = try await laptop.add("Ada").key.id.text
            #expect(try await told(history("Ada", Catalog.client, laptop)) == [["name: Ada"]])
            _ = try await laptop.store.delete(second, in: Catalog.client, at: 4_000)
            await #expect(
                throws: AgentStoreError.ambiguous(reference: "Ada", ids: [first, second])
            ) { try await history("Ada", Catalog.client, laptop) }
        }
    }

    @Test func `an invoice tells who it is for and what became of it, and no hash`() async throws {
        try await Biller.with { biller in
            let number = try await biller.issue()
            _ = try await biller.pay("19", for: number)
            let credit = try await biller.billing.credit(number, lines: [:], at: Biller.time)
            _ = try await biller.billing.issue(credit.id.text, on: nil, at: Biller.time)
            let history = try await history(number, Catalog.document, biller.laptop)
            let words = told(history).joined().joined(separator: "\n")
            #expect(history.isWhole && history.happenings.count == 3)
            #expect(words.contains("document: draft the draft credit note"), "\(words)")
            #expect(words.contains("number: \(number)"), "\(words)")
            #expect(words.contains("client: client “Ada Ltd”"), "\(words)")
            #expect(words.contains("allocation: "), "\(words)")
            #expect(words.contains("amount 19.00 EUR"), "\(words)")
            #expect(!words.contains("hash"), "\(words)")
        }
    }

    @Test func `a payment is found as its list prints it, and tells what was paid back`()
        async throws
    {
        try await Biller.with { biller in
            let payment = try await biller.pay("500")
            _ = try await biller.billing.takeBack(
                payment, as: Catalog.refund, ["amount": ["value": "20", "currency": "EUR"]],
                at: Biller.time)
            let history = try await history(
                String(payment.suffix(12)), Catalog.payment, biller.laptop)
            let words = told(history)
            #expect(words.count == 2 && words[0].contains("amount: 500.00 EUR"))
            #expect(words[1].first?.hasPrefix("refund: ") == true)
            #expect(words[1].first?.contains("amount 20.00 EUR") == true)
        }
    }

    @Test func `a draft is found as an invoice`() async throws {
        try await Biller.with { biller in
            let draft = try await biller.draft()
            for reference in [draft, String(draft.suffix(12))] {
                let history = try await history(reference, Catalog.document, biller.laptop)
                #expect(history.happenings.count == 1)
            }
        }
    }

    @Test func `what happened before a snapshot is told not to be known`() async throws {
        try await TemporaryDirectory.with { folder in
            let newcomer = try await Newcomer(at: folder + "/book.sqlite")
            #expect(try await newcomer.fetch(from: Newcomer.office(clients: 2)) == .swapped)
            await newcomer.close()
            let laptop = try await Laptop(at: newcomer.path)
            let client = try #require(
                try await laptop.store.list(Catalog.client, limit: 1).first)
            let before = try await history(client.key.id.text, Catalog.client, laptop)
            #expect(before.happenings.isEmpty && !before.isWhole)
            _ = try await laptop.edit(client, name: "Ada")
            let after = try await history("Ada", Catalog.client, laptop)
            #expect(told(after) == [["name: Ada"]] && !after.isWhole)
            await laptop.store.close()
        }
    }
}
