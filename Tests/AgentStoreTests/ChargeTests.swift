import AgentStore
import Bookkeeping
import Bytes
import Catalog
import JSON
import Sync
import Testing

/// What is taken off or put on a whole draft.
struct ChargeTests {
    private static let shipping: [String: JSONValue] = [
        "kind": "charge", "amount": ["value": "10", "currency": "EUR"], "reason": "Shipping",
        "taxCategory": "S", "taxRate": "19",
    ]

    @Test func `a charge is added, changed and taken out, and the total follows`() async throws {
        try await Biller.with { biller in
            let draft = try await biller.draft()
            _ = try await biller.billing.addCharge(to: draft, Self.shipping, at: Biller.time)
            #expect(try await biller.show(draft)["total"] == "130.90")
            _ = try await biller.billing.editCharge(
                "1", of: draft, by: ["kind": "allowance"], at: Biller.time)
            #expect(try await biller.show(draft)["total"] == "107.10")
            _ = try await biller.billing.deleteCharge("1", of: draft, at: Biller.time)
            #expect(try await biller.show(draft)["total"] == "119.00")
            await #expect(throws: AgentStoreError.self) {
                try await biller.billing.deleteCharge("1", of: draft, at: Biller.time)
            }
        }
    }

    @Test func `what is issued has its charges for ever`() async throws {
        try await Biller.with { biller in
            let draft = try await biller.draft()
            _ = try await biller.billing.addCharge(to: draft, Self.shipping, at: Biller.time)
            let key = try await biller.billing.issue(draft, on: nil, at: Biller.time)
            #expect(try await biller.show(key.id.text)["total"] == "130.90")
            await #expect(throws: BookkeepingError.self) {
                try await biller.billing.deleteCharge("1", of: draft, at: Biller.time)
            }
        }
    }

    @Test func `a charge that is no form is refused by its fields`() async throws {
        try await Biller.with { biller in
            let draft = try await biller.draft()
            await #expect(throws: FieldErrors.self) {
                try await biller.billing.addCharge(
                    to: draft, ["kind": "gift"], at: Biller.time)
            }
        }
    }
}
