package import Sync

/// The keys of many records, kept in memory: what a store keeps as a table.
package struct ConflictIndex: Sendable {
    private var places: [IndexKey: Set<RecordKey>] = [:]

    /// An empty index.
    package init() {}

    /// The records under a key, in their order.
    package func records(under key: IndexKey) -> [RecordKey] { (places[key] ?? []).sorted() }

    /// Takes over that a record changed.
    package mutating func update(from before: Record, to after: Record) {
        let (old, new) = (IndexKey.keys(of: before), IndexKey.keys(of: after))
        for key in old.subtracting(new) {
            places[key]?.remove(before.key)
            if places[key]?.isEmpty == true { places[key] = nil }
        }
        for key in new.subtracting(old) { places[key, default: []].insert(after.key) }
    }
}
