import Bookkeeping
import Bytes
import Catalog
package import JSON
import Money
import SQLite
package import Sync

extension Billing {
    /// Makes a draft with its lines, in one change. A form may name its client, and the product of
    /// a line, as people call them.
    package func add(
        _ form: [String: JSONValue], at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.work(at: milliseconds) { book, connection, mint in
            var draft = form
            let (lines, charges) = (try draft.takeForms("lines"), try draft.takeForms("charges"))
            draft["kind"] = draft["kind"] ?? "invoice"
            try connection.resolve("client", in: Catalog.client, &draft)
            try connection.completeCurrency(of: &draft, book)
            let currency = draft["currency"]
            var completed: [[String: JSONValue]] = []
            for (place, line) in lines.enumerated() {
                completed.append(
                    try connection.completed(line, at: place, in: currency, of: draft, book))
            }
            let made = try DraftMaking(draft, lines: completed, charges: charges, minting: mint)
            return Work(writes: made.writes, result: made.key)
        }
    }

    /// Changes what a form names in a draft.
    package func edit(
        _ reference: String, by form: [String: JSONValue], at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.work(at: milliseconds) { book, connection, _ in
            let sheet = try openDraft(reference, book, connection)
            var form = form
            try connection.resolve("client", in: Catalog.client, &form)
            let writes = try Catalog.draft.edit(of: sheet.draft.record, by: form, owner: nil)
            return Work(writes: writes, result: sheet.draft.key)
        }
    }

    /// Deletes a draft; what was issued stays for ever. The answer is what stood in it.
    package func delete(
        _ reference: String, at milliseconds: UInt64
    ) async throws -> JSONValue {
        try await store.desk.work(at: milliseconds) { book, connection, _ in
            let sheet = try openDraft(reference, book, connection)
            let writes = try Catalog.draft.deletion(of: sheet.draft.record, owner: nil)
            return Work(writes: writes, result: sheet.json)
        }
    }
}

extension Billing {
    /// Adds a line behind those of a draft.
    package func addLine(
        to reference: String, _ form: [String: JSONValue], at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.work(at: milliseconds) { book, connection, mint in
            let sheet = try openDraft(reference, book, connection)
            let draft = sheet.draft
            let currency = sheet.currency.map { JSONValue.string($0.code) }
            var line = try connection.completed(
                form, at: sheet.lines.count, in: currency,
                of: ["pricesIncludeTax": .bool(sheet.pricesIncludeTax)], book)
            line["draft"] = .string(draft.key.id.text)
            line["position"] = .string(
                LinePosition.after(sheet.lines.compactMap { $0.text("position") }))
            let writes = try Catalog.line.creation(
                of: try mint(), from: line, owner: draft.record)
            return Work(writes: writes, result: draft.key)
        }
    }

    /// Changes what a form names in a line of a draft.
    package func editLine(
        _ line: String, of reference: String, by form: [String: JSONValue],
        at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await edit(line, in: Catalog.line, of: reference, by: form, at: milliseconds)
    }

    /// Takes a line out of a draft.
    package func deleteLine(
        _ line: String, of reference: String, at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await delete(line, in: Catalog.line, of: reference, at: milliseconds)
    }
}

extension [String: JSONValue] {
    /// Takes the forms of a list out of a form.
    fileprivate mutating func takeForms(_ name: String) throws -> [[String: JSONValue]] {
        guard let list = removeValue(forKey: name) else { return [] }
        guard let forms = list.array?.map(\.object), !forms.contains(where: { $0 == nil }) else {
            throw BookkeepingError.field(
                name, "A list of objects is expected.")
        }
        return forms.compactMap { $0 }
    }
}
