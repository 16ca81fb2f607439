import Catalog
import Causality
import Sync

/// What changes did to a record besides saying that it is wanted: fields, and records below it.
struct Work {
    let words: String

    init(_ dots: [Dot], on record: Record, in book: any BookView) {
        let changes = dots.sorted().compactMap(book.change)
        let parts = changes.flatMap { change in
            change.writes.compactMap { Self.part($0, of: change, record, in: book) }
        }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard !parts.isEmpty else {
            words = "edited"
            return
        }
        let more = parts.count - Self.partsMax
        words =
            parts.prefix(Self.partsMax).joined(separator: "; ")
            + (more > 0 ? "; and \(more) more" : "")
    }

    private static let partsMax = 5

    private static func part(
        _ write: Write, of change: Change, _ record: Record, in book: any BookView
    ) -> String? {
        let key = write.address.record
        if key == record.key {
            guard write.address.register != Life.register else { return nil }
            return field(write, in: book)
        }
        guard Catalog.schema.owner(of: book.record(key)) == record.key else { return nil }
        let label = RecordLabel.of(key, in: book)
        if write.address.register == Life.register {
            guard write.value == Life.deleted.value else {
                return write.replaces.isEmpty ? "added \(label)" : nil
            }
            return "deleted \(label)"
        }
        let isNew = change.writes(to: key).contains {
            $0.address.register == Life.register && $0.replaces.isEmpty
        }
        return isNew ? nil : "changed \(label)"
    }

    private static func field(_ write: Write, in book: any BookView) -> String {
        let key = write.address.record
        let field = Catalog.collection(key.collection)?.field(write.address.register)
        guard let field else { return "changed a field that this version does not know" }
        guard let value = write.value, field.policy != .union else {
            return "changed \(field.words)"
        }
        let words = field.type.words(of: value) { RecordLabel.of($0, in: book) }
        return "\(field.words) “\(words)”"
    }
}
