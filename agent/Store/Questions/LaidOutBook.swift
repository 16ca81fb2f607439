import Causality
import Conflicts
import Sync

/// A book of which only what was asked for is laid out.
///
/// Whoever asks for more is answered as if there were nothing; that is noted, laid out, and the
/// question is asked again, until nothing is missing.
final class LaidOutBook: BookView {
    /// What a change said, and when the server took it.
    struct Made {
        let change: Change
        let accepted: Stamp?
    }

    /// What was asked for and is not laid out.
    struct Missing {
        var records: Set<RecordKey> = []
        var dots: Set<Dot> = []
        var keys: Set<IndexKey> = []

        var isEmpty: Bool { records.isEmpty && dots.isEmpty && keys.isEmpty }

        mutating func formUnion(_ other: Missing) {
            records.formUnion(other.records)
            dots.formUnion(other.dots)
            keys.formUnion(other.keys)
        }
    }

    private var records: [RecordKey: Record] = [:]
    private var made: [Dot: Made?] = [:]
    private var places: [IndexKey: [RecordKey]] = [:]
    private var missing = Missing()

    /// Knows some records already.
    init(_ records: [Record] = []) {
        for record in records { self.records[record.key] = record }
    }

    /// A record that is laid out.
    func laid(_ key: RecordKey) -> Record? { records[key] }

    func lay(_ record: Record) { records[record.key] = record }
    func lay(_ made: Made?, for dot: Dot) { self.made[dot] = .some(made) }
    func lay(_ keys: [RecordKey], under key: IndexKey) { places[key] = keys }

    /// What was asked for in vain since this was last asked.
    func takeMissing() -> Missing {
        defer { missing = Missing() }
        return missing
    }

    func record(_ key: RecordKey) -> Record {
        if let record = records[key] { return record }
        missing.records.insert(key)
        return Record(key: key)
    }

    /// Who is found under a record is asked for only once that record is at hand: whether it is
    /// needed at all mostly depends on it, and a client may be named by all invoices of a book.
    func records(under key: IndexKey) -> [RecordKey] {
        if let keys = places[key] { return keys }
        if let record = key.record, missing.records.contains(record) { return [] }
        missing.keys.insert(key)
        return []
    }

    func change(_ dot: Dot) -> Change? { made(dot)?.change }

    func origin(of dot: Dot) -> Origin? {
        made(dot).map { made in
            Origin(
                author: made.change.author, device: made.change.device,
                claimed: made.change.claimed, accepted: made.accepted)
        }
    }

    private func made(_ dot: Dot) -> Made? {
        if let known = made[dot] { return known }
        missing.dots.insert(dot)
        return nil
    }
}
