import Bookkeeping
import Bytes
import Catalog
import Invoicing
package import JSON
import Money
import Sync

extension Billing {
    /// Takes back what a payment pays of an invoice, all of it or an amount, the latest first; what
    /// is free then pays other invoices, where some are named, or is the client's credit.
    package func release(
        _ payment: String, from reference: String, _ form: [String: JSONValue],
        for others: [String] = [], at milliseconds: UInt64
    ) async throws -> Move {
        try await store.desk.work(at: milliseconds) { book, connection, mint in
            let sheet = try openPayment(payment, book, connection)
            let invoice = try openDocument(reference, book, connection)
            let rest = try others.map { try openDocument($0, book, connection) }
            guard !rest.contains(where: { $0.facts.key == invoice.facts.key }) else {
                throw BookkeepingError.field("for", "Another invoice is expected.")
            }
            let paid = sheet.payments(of: invoice.facts.key)
            let amount = try Self.released(of: paid, form["amount"])
            let releases = try Self.releases(of: amount, from: paid, sheet, minting: mint)
            let again = try Self.allocations(
                of: amount, from: sheet.facts.key, over: rest, minting: mint)
            return Work(writes: releases + again, result: (sheet.facts.key, amount))
        }
    }

    /// How much is released: what is asked for, or everything.
    private static func released(
        of paid: [PaymentSheet.Part], _ wanted: JSONValue?
    ) throws -> Amount {
        guard let currency = paid.first?.effective.currency else {
            throw BookkeepingError.refused("The payment pays nothing of that invoice.")
        }
        let all = Amount(minorUnits: paid.reduce(0) { $0 + $1.effective.minorUnits }, in: currency)
        guard let wanted else { return all }
        guard let amount = Amount(form: wanted), amount.currency == currency,
            (1...all.minorUnits).contains(amount.minorUnits)
        else {
            throw BookkeepingError.field(
                "amount", "An amount above zero and of \(all) at most is expected.")
        }
        return amount
    }

    private static func releases(
        of amount: Amount, from paid: [PaymentSheet.Part], _ sheet: PaymentSheet,
        minting mint: () throws -> RecordID
    ) throws -> [Write] {
        var (left, writes) = (amount.minorUnits, [Write]())
        for part in paid.reversed() where left > 0 {
            let units = min(left, part.effective.minorUnits)
            left -= units
            let id = try mint()
            if let of = Reference(part.allocation.key) {
                try sheet.check(
                    .release(of: of, Amount(minorUnits: units, in: amount.currency)), as: id)
            }
            writes += Catalog.allocation.creation(
                of: id,
                values: [
                    "source": sheet.facts.key.value,
                    "document": .bytes(part.document.id.bytes),
                    "amount": Amount(minorUnits: -units, in: amount.currency).value,
                    "releases": .bytes(part.allocation.key.id.bytes),
                ], owner: nil)
        }
        return writes
    }
}
