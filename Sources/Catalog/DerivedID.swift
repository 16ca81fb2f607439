package import Bytes
import Invoicing
package import Sync

/// Ids that follow from a cause, so that whoever makes the record for it makes the same one.
package enum DerivedID {
    /// The id that follows from a rule and bytes that name its cause.
    package static func of<Subject>(_ rule: String, _ cause: [[UInt8]]) -> Identifier<Subject> {
        var writer = ByteWriter()
        writer.text("counterfoil-derived/1")
        writer.text(rule)
        writer.count(cause.count)
        for part in cause { writer.block(part) }
        guard let id = Identifier<Subject>(bytes: SHA256(of: writer.bytes).bytes.prefix(16)) else {
            preconditionFailure("a hash has more than sixteen bytes")
        }
        return id
    }

    /// The record of a book's settings: there is one.
    package static let settings = RecordKey(
        collection: CollectionNumber.settings.rawValue, id: of("settings", []))

    /// The record of a document's rendering in a format.
    package static func rendering(of document: RecordID, format: String) -> RecordKey {
        RecordKey(
            collection: CollectionNumber.rendering.rawValue,
            id: of("rendering", [document.bytes, Array(format.utf8)]))
    }

    /// The record of what recurs in one period.
    package static func occurrence(of recurring: RecordID, periodStart: String) -> RecordKey {
        RecordKey(
            collection: CollectionNumber.occurrence.rawValue,
            id: of("occurrence", [recurring.bytes, Array(periodStart.utf8)]))
    }
}
