import Bytes
package import Sync

/// One kind of record that a book holds.
///
/// Every record that is read has one at hand, so it is one thing to pass on, whatever it knows.
package final class RecordCollection: Sendable {
    /// Its number, for ever the same.
    package let number: UInt32
    /// What one record of it is called.
    package let name: String
    /// What its projection is called in both databases.
    package let table: String
    /// What becomes of its records.
    package let kind: Kind
    /// The field that names the record that owns one of these.
    package let owner: Owner?
    /// Its fields, in the order in which they are shown.
    package let fields: [Field]
    /// Everything that has a value of its own, in the order of the fields.
    package let leaves: [Leaf]
    /// The columns of the projection that hold fields, in the order of `cells(of:)`.
    package let typedColumns: [Column]
    /// The names of the columns.
    package let columns: [String]
    /// Which columns hold words that a record is searched by, by their places among the columns.
    package let wordColumns: [Int]
    /// The leaves that name records.
    let namingLeaves: [Leaf]
    /// The cells of each field, by its number.
    let cellsByField: [UInt32: FieldCells]
    private let leavesByName: [String: Leaf]

    /// What becomes of the records of a collection.
    package enum Kind: Hashable, Sendable {
        /// They are edited and deleted.
        case editable
        /// They are edited and deleted, and become documents.
        case draft
        /// There is one alone, which is edited and never deleted.
        case single
        /// They are written once and stay.
        case appendOnly(Deed)

        /// Whether its records have a life that can end.
        package var isDeletable: Bool { self == .editable || self == .draft }

        /// How far its records tell of what has already happened.
        package var deed: Deed {
            if case .appendOnly(let deed) = self { return deed }
            return .none
        }

        /// Whether its records are written once and stay.
        package var isAppendOnly: Bool {
            if case .appendOnly = self { return true }
            return false
        }
    }

    /// Who owns the records of a collection.
    package struct Owner: Hashable, Sendable {
        /// The field that names the owner.
        package let field: UInt32
        /// The owner's collection.
        package let collection: CollectionNumber
    }

    /// Declares a collection.
    package init(
        _ number: CollectionNumber, table: String, _ kind: Kind = .editable,
        ownedBy owner: String? = nil,
        fields: [Field]
    ) {
        self.number = number.rawValue
        name = number.name
        self.table = table
        self.kind = kind
        self.owner = owner.flatMap { name in fields.first { $0.name == name } }.flatMap { field in
            guard case .reference(let collection) = field.type else { return nil }
            return Owner(field: field.number, collection: collection)
        }
        precondition((owner == nil) == (self.owner == nil), "an owner is a field that refers to it")
        self.fields = fields
        leaves = fields.flatMap(Leaf.leaves)
        typedColumns = leaves.filter(\.isReadable).flatMap(\.columns)
        columns = typedColumns.map(\.name)
        cellsByField = FieldCells.byField(typedColumns)
        let places = columns
        namingLeaves = leaves.filter(\.type.namesRecords)
        leavesByName = Dictionary(
            leaves.filter { $0.path.count == 1 }.map { ($0.path[0], $0) },
            uniquingKeysWith: { first, _ in first })
        wordColumns = number.searchedColumns.compactMap { places.firstIndex(of: $0) }
    }

    /// The field of a JSON name; one of several that make one register has the register's.
    package func field(named name: String) -> Field? {
        fields.first { $0.formNames.contains(name) }
    }

    /// What has its value at a place.
    func leaf(at path: [String]) -> Leaf? {
        path.count == 1 ? leavesByName[path[0]] : leaves.first { $0.path == path }
    }

    /// The field of a number.
    package func field(_ number: UInt32) -> Field? { fields.first { $0.number == number } }

    /// What one record of it is called by a person.
    package var words: String { SpelledName.separated(name, by: " ") }

    /// What the merge has to know of it.
    var schema: Schema.Collection {
        Schema.Collection(
            isDeletable: kind.isDeletable,
            owner: owner.map { .init(register: $0.field, collection: $0.collection.rawValue) },
            deed: kind.deed, isDraft: kind == .draft,
            registers: Dictionary(
                uniqueKeysWithValues: fields.map {
                    ($0.number, Schema.Register($0.policy, touches: $0.touches))
                }))
    }
}

extension RecordCollection: Hashable {
    /// A number names one collection.
    package static func == (left: RecordCollection, right: RecordCollection) -> Bool {
        left.number == right.number
    }

    /// Follows the number alone.
    package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
