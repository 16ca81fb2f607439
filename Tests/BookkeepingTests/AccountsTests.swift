import Bookkeeping
import Bytes
import Catalog
import Invoicing
import JSON
import Money
import Sync
import Testing

struct AccountsTests {
    private let amount: JSONValue = ["value": "10.00", "currency": "EUR"]

    @Test func `what the server took first takes effect first, whatever was written first`()
        throws
    {
        var (shelf, client) = try Shelf.ready()
        let payment = try pay(&shelf, client)
        let form: [String: JSONValue] = [
            "source": .string(payment.word), "amount": amount, "date": "2026-03-01",
        ]
        let unsent = try shelf.add(Catalog.refund, form)
        let second = try shelf.add(Catalog.refund, form, takenAt: 20)
        let first = try shelf.add(Catalog.refund, form, takenAt: 10)
        let accounts = try shelf.book.accounts(joining: [payment])
        let effects = try [first, second, unsent].map {
            accounts.ledger.effect(of: try #require(Reference($0)))
        }
        #expect(effects == [1_000, 0, 0])
        #expect(accounts.ledger.conflicts.count == 2)
        #expect(accounts.records.last?.key == unsent)
    }

    @Test func `a reversal is refused beyond what stands`() throws {
        var (shelf, client) = try Shelf.ready()
        let payment = try pay(&shelf, client)
        let sheet = try #require(try PaymentSheet(of: payment, in: shelf.book))
        let reference = try #require(Reference(payment))
        let ten = try #require(sheet.left)
        try sheet.check(.reversal(of: reference, ten), as: shelf.mint())
        _ = try shelf.add(
            Catalog.reversal,
            ["payment": .string(payment.id.text), "amount": amount, "date": "2026-03-01"])
        let after = try #require(try PaymentSheet(of: payment, in: shelf.book))
        #expect(after.standing?.text == "0.00")
        #expect(throws: BookkeepingError.self) {
            try after.check(.reversal(of: reference, ten), as: shelf.mint())
        }
    }

    private func pay(_ shelf: inout Shelf, _ client: RecordKey) throws -> RecordKey {
        try shelf.add(
            Catalog.payment,
            ["client": .string(client.id.text), "amount": amount, "date": "2026-03-01"],
            takenAt: 1)
    }
}
