import Bookkeeping
import Bytes
import Catalog
import Invoicing
import JSON
import Money
import Sync

/// What choices about several records do.
extension Settler {
    /// All that the bank, or a reversal before, has not taken back already.
    func reversal(
        of payment: RecordKey, because reason: String
    ) throws(SettlementError) -> [Write] {
        let accounts = book.accounts(joining: [payment])
        guard let amount = book.facts(payment)?.amount("amount") else { throw .changedSince }
        let reversed = accounts.facts(of: Catalog.reversal, "payment", naming: payment)
            .compactMap { Reference($0.key).flatMap(accounts.ledger.effect) }.reduce(0, +)
        guard reversed < amount.minorUnits else { throw .changedSince }
        let left = Amount(minorUnits: amount.minorUnits - reversed, in: amount.currency)
        var freed: [Write] = []
        for allocation in accounts.facts(of: Catalog.allocation, "source", naming: payment) {
            freed += try releases(of: allocation)
        }
        return try freed
            + made(
                Catalog.reversal,
                [
                    "payment": .string(payment.id.text), "amount": left.json, "date": day,
                    "reason": .string(reason),
                ])
    }

    /// Whatever of an allocation is not released.
    private func releases(of allocation: Facts) throws(SettlementError) -> [Write] {
        guard let document = allocation.reference("document"),
            let left = book.allocations(to: document).first(where: {
                $0.key == allocation.record.key
            })?.left
        else { return [] }
        return try release(of: allocation.record.key, left)
    }

    /// A release is an allocation below zero that names the one it releases.
    func release(of key: RecordKey, _ amount: Amount) throws(SettlementError) -> [Write] {
        guard let allocation = book.facts(key), let source = allocation.reference("source"),
            let document = allocation.reference("document")
        else { throw .changedSince }
        guard amount.minorUnits > 0 else {
            throw .fields(
                FieldErrors([
                    FieldError(path: "amount", expectation: "More than nothing is expected.")
                ]))
        }
        let back = Amount(minorUnits: -amount.minorUnits, in: amount.currency)
        return try made(
            Catalog.allocation,
            [
                "source": .string(source.word), "document": .string(document.id.text),
                "amount": back.json, "releases": .string(key.id.text),
            ])
    }

    func renumbering(_ key: RecordKey, _ number: String) throws(SettlementError) -> [Write] {
        let record = book.record(key)
        guard let collection = Catalog.collection(key.collection) else { throw .notOffered }
        let field = key.collection == CollectionNumber.product.rawValue ? "sku" : "number"
        do {
            return try collection.edit(of: record, by: [field: .string(number)], owner: nil)
        } catch {
            throw .fields(error)
        }
    }

    /// The price of a line is taken in the currency of its draft, with the same digits.
    func relabelling(_ key: RecordKey) throws(SettlementError) -> [Write] {
        let line = book.record(key)
        guard let owner = Catalog.schema.owner(of: line),
            let collection = Catalog.collection(key.collection),
            let currency = book.facts(owner)?.text("currency")
        else { throw .changedSince }
        do {
            return try collection.edit(
                of: line, by: ["currency": .string(currency)], owner: book.record(owner))
        } catch {
            throw .fields(error)
        }
    }

    /// The movement after which there is as much as was counted: one for each question, so that two
    /// people who counted apart do not move the stock twice.
    func recount(
        of product: RecordKey, _ counted: Decimal, because question: ConflictID
    ) throws(SettlementError) -> [Write] {
        guard !counted.isNegative else {
            throw .fields(
                FieldErrors([
                    FieldError(path: "quantity", expectation: "Nothing or more is expected.")
                ]))
        }
        let stock = Stock(of: product, in: book)
        guard let difference = try? counted - stock.onHand else { throw .changedSince }
        return try made(
            Catalog.stockMovement, as: DerivedID.of("recount", [question.bytes]),
            [
                "product": .string(product.id.text), "quantity": .string(difference.description),
                "reason": .string(Stock.counted),
            ])
    }
}

extension Amount {
    /// The amount as a form gives it.
    var json: JSONValue {
        ["value": .string(text), "currency": .string(currency.code)]
    }
}
