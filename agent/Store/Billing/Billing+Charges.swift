import Bookkeeping
import Bytes
import Catalog
package import JSON
package import Sync

/// Allowances and charges of a whole draft.
extension Billing {
    /// Adds one to a draft; an amount is in the draft's currency.
    package func addCharge(
        to reference: String, _ form: [String: JSONValue], at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.work(at: milliseconds) { book, connection, mint in
            let sheet = try openDraft(reference, book, connection)
            var charge = form
            charge["draft"] = .string(sheet.draft.key.id.text)
            let writes = try Catalog.charge.creation(
                of: try mint(), from: charge, owner: sheet.draft.record)
            return Work(writes: writes, result: sheet.draft.key)
        }
    }

    /// Changes what a form names in one.
    package func editCharge(
        _ charge: String, of reference: String, by form: [String: JSONValue],
        at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await edit(charge, in: Catalog.charge, of: reference, by: form, at: milliseconds)
    }

    /// Takes one out of a draft.
    package func deleteCharge(
        _ charge: String, of reference: String, at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await delete(charge, in: Catalog.charge, of: reference, at: milliseconds)
    }
}
