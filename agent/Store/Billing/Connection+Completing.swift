import Bookkeeping
import Bytes
import Catalog
import JSON
import SQLite
import Sync

/// What forms leave to the book: who is meant by a name, and what a product costs.
extension Connection {
    /// Puts an id in the place of what people call a record.
    func resolve(
        _ name: String, in collection: RecordCollection, _ form: inout [String: JSONValue]
    ) throws {
        guard let reference = form[name]?.string, !reference.isEmpty else { return }
        form[name] = .string(try find(reference, in: collection).key.id.text)
    }

    /// A new draft says in which currency it is: its client's, or else the book's.
    func completeCurrency(of form: inout [String: JSONValue], _ book: BookReader) throws {
        guard form["currency"] == nil else { return }
        let client = form["client"]?.string.flatMap { RecordID(text: $0) }.map {
            RecordKey(collection: Catalog.client.number, id: $0)
        }
        let code =
            try client.flatMap(book.facts)?.text("currency")
            ?? book.facts(DerivedID.settings)?.text("currency")
        form["currency"] = code.map { .string($0) }
    }

    /// A line with what its product says where the form says nothing, and in a currency.
    func completed(
        _ form: [String: JSONValue], at place: Int, in currency: JSONValue?,
        of draft: [String: JSONValue], _ book: BookReader
    ) throws -> [String: JSONValue] {
        var line = form
        try resolve("product", in: Catalog.product, &line)
        let id = line["product"]?.string.flatMap { RecordID(text: $0) }
        let key = id.map { RecordKey(collection: Catalog.product.number, id: $0) }
        if let product = try key.flatMap(book.facts) {
            try complete(&line, by: product, at: place, currency, draft, book)
        }
        line["quantity"] = line["quantity"] ?? "1"
        line["currency"] = line["currency"] ?? currency
        return line
    }

    private func complete(
        _ line: inout [String: JSONValue], by product: Facts, at place: Int,
        _ currency: JSONValue?, _ draft: [String: JSONValue], _ book: BookReader
    ) throws {
        let said = Catalog.product.json(of: product.record)
        line["description"] = line["description"] ?? said["name"]
        line["unit"] = line["unit"] ?? said["unit"]
        if line["taxCategory"] == nil, line["taxRate"] == nil {
            line["taxCategory"] = said["tax"]?["category"]
            line["taxRate"] = said["tax"]?["rate"]
        }
        guard line["unitPrice"] == nil else { return }
        let isWithTax =
            try draft["pricesIncludeTax"] ?? book.facts(DerivedID.settings)
            .flatMap { Catalog.settings.json(of: $0.record)["pricesIncludeTax"] } ?? .bool(false)
        guard (said["price"]?["includesTax"] ?? .bool(false)) == isWithTax else {
            throw BookkeepingError.field(
                "lines[\(place)].unitPrice",
                "The product's price is told with the tax where this one's "
                    + "are without, or the other way round; a price is needed.")
        }
        line["unitPrice"] = said["price"]?["amount"]
        line["currency"] = line["currency"] ?? said["price"]?["currency"]
    }
}
