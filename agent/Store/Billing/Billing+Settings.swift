import Bookkeeping
import Catalog
import Invoicing
package import JSON
import Sync

extension Billing {
    /// What the book's owner says of himself; nothing but the id before he said anything.
    package func settings() async throws -> JSONValue {
        let record = try await store.desk.record(DerivedID.settings)
        return Catalog.settings.json(of: record).versioned(record)
    }

    /// Changes what a form names in the settings, of which there is one record in every book.
    package func editSettings(
        by form: [String: JSONValue], at milliseconds: UInt64
    ) async throws -> JSONValue {
        try await store.desk.work(at: milliseconds) { book, _, _ in
            let record = try book.record(DerivedID.settings)
            try checkSeen([record], called: "the settings")
            let writes = try Catalog.settings.edit(of: record, by: form, owner: nil)
            try Catalog.settings.checkSpelling(of: form, over: record)
            if let numbering = form["numbering"]?.object {
                let shown = Catalog.settings.json(of: record)["numbering"]?.object ?? [:]
                // A pattern that numbers nothing would be noticed only when it is needed.
                _ = try Numbering(ofSettings: .object(shown.merging(numbering) { $1 }))
            }
            return Work(writes: writes, result: ())
        }
        return try await settings()
    }
}
