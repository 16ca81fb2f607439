package import Catalog
package import Sync

/// How a book is read here: one record after another, as a person sees them together.
package struct BookReader {
    private let lookUp: (RecordKey) throws -> Record
    private let find: (RecordKey, RecordCollection) throws -> [RecordKey]

    /// Reads by two questions: what is seen of a record, and which records of a collection name
    /// another one in any of their fields.
    package init(
        record lookUp: @escaping (RecordKey) throws -> Record,
        naming find: @escaping (RecordKey, RecordCollection) throws -> [RecordKey]
    ) {
        self.lookUp = lookUp
        self.find = find
    }

    /// What is seen of a record; one that nobody has written to is empty.
    package func record(_ key: RecordKey) throws -> Record { try lookUp(key) }

    /// What stands in a record that is there; `nil` for one that is not, or was deleted.
    package func facts(_ key: RecordKey) throws -> Facts? {
        let record = try lookUp(key)
        return Facts(record).flatMap { $0.collection.isThere(record) ? $0 : nil }
    }

    /// The records of a collection that name another and are there, by their ids.
    package func facts(of collection: RecordCollection, naming key: RecordKey) throws -> [Facts] {
        try find(key, collection).sorted().compactMap(facts)
    }
}
