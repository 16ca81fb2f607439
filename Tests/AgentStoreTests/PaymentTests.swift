import AgentStore
import Bookkeeping
import Bytes
import Catalog
import JSON
import Money
import Sync
import Testing

struct PaymentTests {
    @Test func `a payment pays the invoices that it names, and the rest is credit`() async throws {
        try await Biller.with { biller in
            let (first, second) = (try await biller.issue("10"), try await biller.issue("20"))
            let payment = try await biller.pay("30", for: first, second)
            #expect(try await biller.standing(first) == ["paid", "0.00"])
            #expect(try await biller.standing(second) == ["partiallyPaid", "5.70"])
            let more = try await biller.pay("10", for: second)
            #expect(try await biller.standing(second) == ["paid", "0.00"])
            #expect(try await left(of: payment, biller) == "0.00")
            #expect(try await left(of: more, biller) == "4.30")
        }
    }

    @Test func `a payment and its allocations are one change that says only what has happened`()
        async throws
    {
        try await Biller.with { biller in
            let number = try await biller.issue()
            let before = try biller.laptop.changes().count
            _ = try await biller.pay("19", for: number)
            let changes = try biller.laptop.changes()
            #expect(changes.count == before + 1)
            let collections = Set((changes.last?.records ?? []).map(\.collection))
            #expect(collections == [Catalog.payment.number, Catalog.allocation.number])
        }
    }

    @Test func `money in advance pays an invoice later`() async throws {
        try await Biller.with { biller in
            let payment = try await biller.pay("200")
            let number = try await biller.issue()
            let move = try await biller.billing.allocate(payment, to: [number], at: Biller.time)
            #expect(move.amount.text == "119.00")
            #expect(try await biller.standing(number) == ["paid", "0.00"])
            #expect(try await left(of: payment, biller) == "81.00")
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.allocate(payment, to: [number], at: Biller.time)
            }
        }
    }

    @Test func `no more is refunded than is left`() async throws {
        try await Biller.with { biller in
            let number = try await biller.issue()
            let payment = try await biller.pay("130", for: number)
            await #expect(throws: BookkeepingError.self) {
                try await refund(payment, "11.01", biller)
            }
            try await refund(payment, "11", biller)
            #expect(try await left(of: payment, biller) == "0.00")
            #expect(try await biller.standing(number) == ["paid", "0.00"])
        }
    }

    @Test func `a payment of nobody is told to lack who paid`() async throws {
        try await Biller.with { biller in
            let error = await #expect(throws: BookkeepingError.self) {
                try await biller.billing.addPayment(
                    ["amount": ["value": "1", "currency": "EUR"]], at: Biller.time)
            }
            guard case .fields(let errors)? = error else {
                Issue.record("a field is missing")
                return
            }
            #expect(errors.errors.first?.path == "client")
            #expect(errors.errors.first?.expectation.hasPrefix("Who paid") == true)
        }
    }

    @Test func `an amount of too many decimals is told so`() async throws {
        try await Biller.with { biller in
            let errors = await #expect(throws: FieldErrors.self) {
                try await biller.billing.addPayment(
                    ["amount": ["value": "10.001", "currency": "EUR"], "client": "Ada Ltd"],
                    at: Biller.time)
            }
            #expect(errors?.errors.first?.expectation == "Expected at most 2 decimals.")
        }
    }

    @Test func `what was paid back is told, and not the payment`() async throws {
        try await Biller.with { biller in
            let payment = try await biller.pay("500")
            let move = try await biller.billing.takeBack(
                payment, as: Catalog.refund, ["amount": ["value": "20", "currency": "EUR"]],
                at: Biller.time)
            #expect(move.amount.text == "20.00")
        }
    }

    @Test func `a client's balance is what is open, and what pays nothing yet`() async throws {
        try await Biller.with { biller in
            let nothing = try await biller.billing.balance(of: "Ada Ltd")
            #expect(nothing == ["open": [], "credit": []])
            let number = try await biller.issue()
            _ = try await biller.pay("19", for: number)
            _ = try await biller.pay("50")
            _ = try await biller.pay("0.50")
            let balance = try await biller.billing.balance(of: "ada ltd")
            #expect(balance["open"] == [["value": "100.00", "currency": "EUR"]])
            #expect(balance["credit"] == [["value": "50.50", "currency": "EUR"]])
        }
    }

    @Test func `a reversal opens the invoice again`() async throws {
        try await Biller.with { biller in
            let number = try await biller.issue()
            let payment = try await biller.pay("119", for: number)
            _ = try await biller.billing.takeBack(
                payment, as: Catalog.reversal, ["reason": "Bounced"], at: Biller.time)
            #expect(try await biller.standing(number) == ["unpaid", "119.00"])
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.takeBack(
                    payment, as: Catalog.reversal,
                    ["amount": ["value": "1", "currency": "EUR"]], at: Biller.time)
            }
        }
    }

    @Test func `a void invoice is not paid`() async throws {
        try await Biller.with { biller in
            let number = try await biller.issue()
            _ = try await biller.billing.void(number, because: "Wrong", at: Biller.time)
            let before = try biller.laptop.changes().count
            await #expect(throws: BookkeepingError.self) {
                try await biller.pay("10", for: number)
            }
            #expect(try biller.laptop.changes().count == before)
        }
    }

    @Test func `money in another currency than the invoice's does not pay it`() async throws {
        try await Biller.with { biller in
            let number = try await biller.issue()
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.addPayment(
                    [
                        "amount": ["value": "10", "currency": "USD"], "client": "Ada Ltd",
                        "for": [.string(number)],
                    ], at: Biller.time)
            }
            #expect(try await biller.billing.payments(of: nil, limit: 10).isEmpty)
        }
    }

    @Test func `what is released opens the invoice again and is credit`() async throws {
        try await Biller.with { biller in
            let number = try await biller.issue()
            let payment = try await biller.pay("119", for: number)
            try await release(payment, from: number, "19", biller)
            #expect(try await biller.standing(number) == ["partiallyPaid", "19.00"])
            #expect(try await left(of: payment, biller) == "19.00")
            try await release(payment, from: number, nil, biller)
            #expect(try await biller.standing(number) == ["unpaid", "119.00"])
            #expect(try await left(of: payment, biller) == "119.00")
            await #expect(throws: BookkeepingError.self) {
                try await release(payment, from: number, nil, biller)
            }
            _ = try await biller.billing.allocate(payment, to: [number], at: Biller.time)
            #expect(try await biller.standing(number) == ["paid", "0.00"])
        }
    }

    @Test func `what is released pays another invoice in one change`() async throws {
        try await Biller.with { biller in
            let (first, second) = (try await biller.issue(), try await biller.issue("50"))
            let payment = try await biller.pay("119", for: first)
            let before = try biller.laptop.changes().count
            _ = try await biller.billing.release(
                payment, from: first, [:], for: [second], at: Biller.time)
            #expect(try biller.laptop.changes().count == before + 1)
            #expect(try await biller.standing(first) == ["unpaid", "119.00"])
            #expect(try await biller.standing(second) == ["paid", "0.00"])
            #expect(try await left(of: payment, biller) == "59.50")
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.release(
                    payment, from: second, [:], for: [second], at: Biller.time)
            }
        }
    }

    @Test(arguments: ["0", "-1", "119.01"])
    func `no more is released than is paid, and not nothing`(amount: String) async throws {
        try await Biller.with { biller in
            let number = try await biller.issue()
            let payment = try await biller.pay("119", for: number)
            await #expect(throws: BookkeepingError.self) {
                try await release(payment, from: number, amount, biller)
            }
            #expect(try await biller.standing(number) == ["paid", "0.00"])
        }
    }

    private func release(
        _ payment: String, from number: String, _ amount: String?, _ biller: Biller
    ) async throws {
        var form: [String: JSONValue] = [:]
        form["amount"] = amount.map { ["value": .string($0), "currency": "EUR"] }
        _ = try await biller.billing.release(payment, from: number, form, at: Biller.time)
    }

    private func refund(_ payment: String, _ amount: String, _ biller: Biller) async throws {
        _ = try await biller.billing.takeBack(
            payment, as: Catalog.refund,
            ["amount": ["value": .string(amount), "currency": "EUR"]], at: Biller.time)
    }

    private func left(of payment: String, _ biller: Biller) async throws -> String? {
        try await biller.billing.payment(payment)["left"]?["value"]?.string
    }
}
