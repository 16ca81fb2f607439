import AgentStore
import Bookkeeping
import Bytes
import Catalog
import Invoicing
import JSON
import Money
import Sync
import Testing

struct BillingTests {
    @Test func `a draft and its lines are one change, and so is its document`() async throws {
        try await Biller.with { biller in
            let before = try biller.laptop.changes().count
            let draft = try await biller.draft()
            #expect(try biller.laptop.changes().count == before + 1)
            let key = try await biller.billing.issue(draft, on: nil, at: Biller.time)
            let issued = try #require(try biller.laptop.changes().last)
            #expect(try biller.laptop.changes().count == before + 2)
            let collections = Set(issued.records.map(\.collection))
            #expect(collections == [Catalog.document.number, Catalog.draft.number])
            let record = try await biller.laptop.store.desk.record(key)
            let document = try #require(Facts(record).flatMap { IssuedDocument($0) })
            #expect(document.frozen.totals.total.text == "119.00")
            #expect(document.hash == SHA256(of: document.bytes))
        }
    }

    @Test func `what is issued stays as it was when settings and client change`() async throws {
        try await Biller.with { biller in
            let number = try await biller.issue()
            let before = try await biller.show(number)
            _ = try await biller.billing.editSettings(
                by: ["name": "Other", "taxRounding": "down"], at: Biller.time)
            _ = try await biller.laptop.store.edit(
                "Ada Ltd", in: Catalog.client, by: ["name": "Ada & Co"], at: Biller.time)
            #expect(try await biller.show(number) == before)
        }
    }

    @Test func `an issued draft is neither edited nor deleted nor issued again`() async throws {
        try await Biller.with { biller in
            let draft = try await biller.draft()
            _ = try await biller.billing.issue(draft, on: nil, at: Biller.time)
            let content = try biller.laptop.content()
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.edit(draft, by: ["note": "x"], at: Biller.time)
            }
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.delete(draft, at: Biller.time)
            }
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.issue(draft, on: nil, at: Biller.time)
            }
            #expect(try biller.laptop.content() == content)
        }
    }

    @Test func `everything that is missing is told at once, and nothing is numbered`()
        async throws
    {
        try await Biller.with(isReady: false) { biller in
            let draft = try await biller.billing.add(["lines": []], at: Biller.time).id.text
            let refused = await #expect(throws: BookkeepingError.self) {
                try await biller.billing.issue(draft, on: nil, at: Biller.time)
            }
            guard case .fields(let errors) = refused else { return #expect(Bool(false)) }
            #expect(
                Set(errors.errors.map(\.path)) == [
                    "draft.currency", "settings.name", "settings.currency", "draft.client",
                    "draft.lines",
                ])
            #expect(try biller.laptop.number("SELECT count(*) FROM series") == 0)
        }
    }

    @Test func `lines are added, changed and taken out of a draft`() async throws {
        try await Biller.with { biller in
            let draft = try await biller.draft()
            let billing = biller.billing
            _ = try await biller.laptop.store.add(
                [
                    "name": "Butter", "sku": "B2", "tax": ["category": "S", "rate": "7"],
                    "price": ["amount": "3.10", "currency": "EUR"],
                ], to: Catalog.product, at: Biller.time)
            _ = try await billing.addLine(
                to: draft, ["product": "B2", "quantity": "2"], at: Biller.time)
            #expect(try await biller.show(draft)["total"] == "125.63")
            _ = try await billing.editLine(
                "1", of: draft, by: ["quantity": "2"], at: Biller.time)
            #expect(try await biller.show(draft)["total"] == "244.63")
            _ = try await billing.deleteLine("1", of: draft, at: Biller.time)
            let shown = try await biller.show(draft)
            #expect(shown["total"] == "6.63")
            #expect(shown["lines"]?.array?.map { $0["description"] } == ["Butter"])
        }
    }

    @Test func `a document is voided while nobody has paid it, and keeps its number`()
        async throws
    {
        try await Biller.with { biller in
            let (first, second) = (try await biller.issue(), try await biller.issue())
            _ = try await biller.billing.void(first, because: "Wrong", at: Biller.time)
            #expect(try await biller.show(first)["state"] == "void")
            _ = try await biller.pay("10", for: second)
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.void(second, because: "Wrong", at: Biller.time)
            }
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.void(first, because: "Again", at: Biller.time)
            }
            #expect(try await count(biller.issue()) == 3)
        }
    }

    @Test(arguments: [
        ("33.33", "0.4", ["15.86", "23.80"]), ("20.06", "0.5", ["11.94", "11.93"]),
        ("100.02", "0.25", ["29.76", "89.26"]),
    ])
    func `a credit note takes back what is left, part by part, to the cent`(
        price: String, part: String, due: [String]
    ) async throws {
        try await Biller.with { biller in
            let number = try await biller.issue(price)
            var totals: [String] = []
            for lines in [[1: part], [:]] {
                let draft = try await biller.billing.credit(
                    number, lines: lines, at: Biller.time)
                let note = try await biller.billing.issue(
                    draft.id.text, on: nil, at: Biller.time)
                totals.append(try await biller.show(note.id.text)["totals"]?["due"]?.string ?? "")
            }
            #expect(totals == due)
            #expect(try await biller.standing(number) == ["credited", "0.00"])
            #expect(try await biller.laptop.store.conflicts(limit: 9, in: .utc).count == 0)
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.credit(number, lines: [:], at: Biller.time)
            }
        }
    }

    @Test func `a pattern that gives one number twice is refused where it is set`() async throws {
        try await Biller.with { biller in
            for pattern in ["{year}", "{year}-{n}", "{year}-{series}-C{n:4}"] {
                await #expect(throws: BookkeepingError.self) {
                    try await biller.billing.editSettings(
                        by: ["numbering": ["pattern": .string(pattern)]], at: Biller.time)
                }
            }
            _ = try await biller.billing.editSettings(
                by: ["numbering": ["pattern": "{series}/{n:3}", "start": 40]], at: Biller.time)
            #expect(try await biller.issue().hasSuffix("/040"))
            #expect(try await biller.issue().hasSuffix("/041"))
        }
    }

    @Test func `drafts come before documents in a list, and both by client and state`()
        async throws
    {
        try await Biller.with { biller in
            let paid = try await biller.issue()
            _ = try await biller.pay("119", for: paid)
            let open = try await biller.issue()
            let draft = try await biller.draft()
            var question = InvoiceQuestion(limit: 10)
            let all = try await biller.billing.list(question, at: Biller.time)
            #expect(all.map { $0["state"] } == ["draft", "unpaid", "paid"])
            #expect(all.first?["id"]?.string == draft)
            question.state = "unpaid"
            let unpaid = try await biller.billing.list(question, at: Biller.time)
            #expect(unpaid.map { $0["number"]?.string } == [open])
        }
    }
}
