import Bytes
import Catalog
import Invoicing
import JSON
import Money
import Sync

/// The draft of a credit note that takes a whole invoice back: a person reads it and issues it.
struct CreditDraft {
    let writes: [Write]

    init(of document: RecordKey, by settler: Settler) throws(SettlementError) {
        guard let facts = settler.book.facts(document),
            let issued = settler.book.issued(facts), let face = try? issued.fullCredit()
        else { throw .unreadableDocument }
        var form: [String: JSONValue] = [
            "kind": "creditNote", "currency": .string(face.content.currency.code),
            "corrects": .string(document.id.text),
            "pricesIncludeTax": .bool(face.content.pricesIncludeTax),
        ]
        if let client = facts.reference("client") { form["client"] = .string(client.id.text) }
        if let discount = face.content.discount { form["discount"] = Self.json(discount) }
        let id = settler.mint()
        let key = RecordKey(collection: CollectionNumber.draft.rawValue, id: id)
        do {
            var writes = try Catalog.draft.creation(of: id, from: form, owner: nil)
            for (place, line) in face.content.lines.enumerated() {
                // The draft is made in the same change, so there is nothing of it to be touched.
                writes += try Catalog.line.creation(
                    of: settler.mint(), from: Self.json(line, place, key, face), owner: nil)
            }
            self.writes = writes
        } catch {
            throw .fields(error)
        }
    }

    private static func json(
        _ line: Line, _ place: Int, _ draft: RecordKey, _ face: DocumentFace
    ) -> [String: JSONValue] {
        var form: [String: JSONValue] = [
            "draft": .string(draft.id.text), "position": .string(position(place)),
            "description": .string(line.description), "quantity": .string("\(line.quantity)"),
            "unit": .string(line.unit.code), "unitPrice": .string("\(line.unitPrice)"),
            "currency": .string(face.content.currency.code),
            "baseQuantity": .string("\(line.baseQuantity)"),
            "taxCategory": .string(line.tax.category.rawValue),
            "credits": .integer(Int64(face.corrects?.lines[place] ?? place)),
        ]
        if let rate = line.tax.rate { form["taxRate"] = .string("\(rate)") }
        if let exemption = line.tax.exemption {
            form["exemptionReason"] = exemption.reason.map { .string($0) }
            form["exemptionCode"] = exemption.code.map { .string($0) }
        }
        if let discount = line.discount?.size {
            switch discount {
            case .percent(let rate): form["discountPercent"] = .string("\(rate)")
            case .amount(let amount): form["discountAmount"] = amount.json
            }
        }
        return form
    }

    private static func json(_ discount: Adjustment) -> JSONValue {
        var form: [String: JSONValue] = [:]
        switch discount.size {
        case .percent(let rate): form["percent"] = .string("\(rate)")
        case .amount(let amount): form["amount"] = amount.json
        }
        form["reason"] = discount.reason.map { .string($0) }
        return .object(form)
    }

    /// Positions are texts that sort; these leave room between each two.
    private static func position(_ place: Int) -> String {
        let digits = String(place, radix: 36)
        return "a" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
