package import Sync

/// One field of a collection, declared once for the merge, both stores, JSON and the terminal.
package struct Field: Hashable, Sendable {
    /// The register's number, for ever the same.
    package let number: UInt32
    /// Its name in JSON.
    package let name: String
    /// What it may hold.
    package let type: FieldType
    /// What happens when two people write it without having seen each other.
    package let policy: Policy
    /// Whether writing it says that the record is alive.
    package let touches: Bool
    /// Whether a record cannot do without it.
    package let isRequired: Bool

    /// Declares a field.
    package init(
        _ number: UInt32, _ name: String, _ type: FieldType, policy: Policy = .ask,
        touches: Bool = true, isRequired: Bool = false
    ) {
        self.number = number
        self.name = name
        self.type = type
        self.policy = policy
        self.touches = touches
        self.isRequired = isRequired
    }
}

/// One kind of record that a book holds.
package struct RecordCollection: Hashable, Sendable {
    /// Its number, for ever the same.
    package let number: UInt32
    /// What one record of it is called.
    package let name: String
    /// What its projection is called in both databases.
    package let table: String
    /// Its fields, in the order in which they are shown.
    package let fields: [Field]

    /// Declares a collection.
    package init(_ number: UInt32, _ name: String, table: String, fields: [Field]) {
        self.number = number
        self.name = name
        self.table = table
        self.fields = fields
    }

    /// The field of a JSON name.
    package func field(named name: String) -> Field? { fields.first { $0.name == name } }
}
