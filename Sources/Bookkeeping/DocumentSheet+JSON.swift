import Bytes
import Catalog
import InvoiceForm
package import Invoicing
package import JSON
import Money
import Sync

extension DocumentSheet {
    /// What a list tells of the document on a day.
    package func summary(asOf today: CivilDate) throws(BookkeepingError) -> [String: JSONValue] {
        let frozen = document.frozen
        var summary: [String: JSONValue] = [
            "id": .string(facts.key.id.text), "kind": .string(document.kind.rawValue),
            "state": .string(try status(asOf: today).rawValue),
            "issueDate": .string(frozen.issueDate.description),
            "currency": .string(frozen.totals.currency.code),
            "total": .string(frozen.totals.total.text), "client": client,
        ]
        summary["number"] = frozen.number.map { .string($0.text) }
        summary["series"] = frozen.number.map { .string($0.series.text) }
        summary["dueDate"] = frozen.dueDate.map { .string($0.description) }
        if voided == nil { summary["open"] = try balance().map { .string($0.open.text) } }
        return summary
    }

    private var client: JSONValue {
        var client: [String: JSONValue] = [:]
        client["id"] = facts.reference("client").map { .string($0.id.text) }
        client["name"] = document.frozen.face.buyer[.name].map { .string($0) }
        return .object(client)
    }

    /// Everything of the document: what was frozen, and what has become of it.
    package func json(asOf today: CivilDate) throws(BookkeepingError) -> JSONValue {
        let frozen = document.frozen
        var json = try summary(asOf: today)
        json["sha256"] = .string(document.hash.description)
        json["draft"] = facts.reference("draft").map { .string($0.id.text) }
        json["terms"] = frozen.terms.map { .string($0) }
        json["corrects"] = frozen.face.corrects.map { .string($0.number) }
        json["void"] = voided.map { .string($0.text("reason") ?? "") }
        json["lines"] = .array(frozen.face.content.lines.map(Self.line))
        let kind = InvoiceForm.Kind(rawValue: document.kind.rawValue) ?? .invoice
        json["totals"] = InvoiceAnswer.json(
            frozen.totals, of: InvoiceForm(kind: kind, content: frozen.face.content))
        if let balance = try balance() { json["balance"] = Self.json(balance) }
        if document.kind == .creditNote { json["credit"] = credit.map { .string($0.text) } }
        json["canVoid"] = .bool(
            LifeRules.allowed(try status(asOf: today), past).contains(.void))
        return .object(json)
    }

    private static func json(_ balance: Balance) -> JSONValue {
        [
            "total": .string(balance.total.text), "paid": .string(balance.paid.text),
            "credited": .string(balance.credited.text), "open": .string(balance.open.text),
        ]
    }

    private static func line(_ line: Line) -> JSONValue {
        var json: [String: JSONValue] = [
            "description": .string(line.description), "quantity": .string("\(line.quantity)"),
            "unit": .string(line.unit.code), "unitPrice": .string("\(line.unitPrice)"),
            "taxCategory": .string(line.tax.category.rawValue),
        ]
        json["taxRate"] = line.tax.rate.map { .string("\($0)") }
        return .object(json)
    }
}
