package import Catalog
package import Sync

/// How a book is read here: one record after another, as a person sees them together.
package struct BookReader {
    private let lookUp: (RecordKey) throws -> Record
    private let find: (RecordKey) throws -> [RecordKey]

    /// Reads by two questions: what is seen of a record, and which records name another one in any
    /// of their fields.
    package init(
        record lookUp: @escaping (RecordKey) throws -> Record,
        naming find: @escaping (RecordKey) throws -> [RecordKey]
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

    /// The records of some collections that name another and are there, by their ids.
    package func facts(
        of collections: RecordCollection..., naming key: RecordKey
    ) throws -> [Facts] {
        let numbers = collections.map(\.number)
        return try find(key).filter { $0 != key && numbers.contains($0.collection) }.sorted()
            .compactMap(facts)
    }

    /// What is joined to some payments and documents, and what it comes to.
    package func accounts(joining keys: [RecordKey]) throws -> Accounts {
        try Accounts(joining: keys, facts: facts, naming: find)
    }
}
