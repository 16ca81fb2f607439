import Bytes
import Catalog
import InvoiceForm
import Invoicing
package import JSON
import Money
import Sync

extension DraftSheet {
    /// What a list tells of the draft.
    package var summary: [String: JSONValue] {
        var summary: [String: JSONValue] = [
            "id": .string(draft.key.id.text), "kind": .string(kind.rawValue),
            "state": .string(InvoiceStatus.draft.rawValue),
        ]
        summary["client"] = client.map { InvoiceJSON.party($0) }
        summary["currency"] = currency.map { .string($0.code) }
        summary["total"] = (try? form().totals()).map { .string($0.total.text) }
        let conflicts = ([draft] + owned).flatMap { $0.collection.conflicts(in: $0.record) }
        if !conflicts.isEmpty {
            summary["conflicts"] = .array(Set(conflicts).sorted().map { .string($0) })
        }
        return summary
    }

    /// Everything of the draft: its fields, its lines, and every sum or why there is none.
    package var json: JSONValue {
        var json = draft.json.merging(summary) { $1 }
        json["lines"] = .array(lines.map { .object($0.json) })
        if !charges.isEmpty { json["charges"] = .array(charges.map { .object($0.json) }) }
        do throws(BookkeepingError) {
            let form = try form()
            json["totals"] = InvoiceAnswer.json(try totals(of: form), of: form)
        } catch {
            json["problems"] = error.problems
        }
        return .object(json)
    }

    private func totals(of form: InvoiceForm) throws(BookkeepingError) -> Totals {
        do throws(InvoiceFormError) {
            return try form.totals()
        } catch {
            throw .refused("\(error)")
        }
    }
}

extension BookkeepingError {
    /// What has to be mended, by its place.
    fileprivate var problems: JSONValue {
        guard case .fields(let errors) = self else { return ["draft": .string("\(self)")] }
        return .object(
            Dictionary(errors.errors.map { ($0.path, .string($0.expectation)) }) { first, _ in
                first
            })
    }
}

extension Facts {
    /// The record as JSON.
    var json: [String: JSONValue] { collection.json(of: record).object ?? [:] }
}

/// Words that several answers about invoices share.
enum InvoiceJSON {
    /// A client by id and name.
    static func party(_ client: Facts) -> JSONValue {
        var party: [String: JSONValue] = ["id": .string(client.key.id.text)]
        party["name"] = client.text("name").map { .string($0) }
        return .object(party)
    }
}
