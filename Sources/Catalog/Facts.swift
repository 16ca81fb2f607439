package import Bytes
package import Invoicing
package import Money
package import Sync

/// What stands in the fields of one record, by their names and as the domain's own types.
///
/// A value that its field would not hold is nothing, and so is a name that is not declared: a
/// forged record may name one of another collection than it should.
package struct Facts: Hashable, Sendable {
    /// The record.
    package let record: Record
    /// Its collection.
    package let collection: RecordCollection

    /// Reads a record; `nil` where its collection is of a later version.
    package init?(_ record: Record) {
        guard let collection = Catalog.collection(record.key.collection) else { return nil }
        self.record = record
        self.collection = collection
    }

    /// What stands at a place; nothing where nobody wrote.
    package subscript(_ path: String...) -> Value {
        guard let leaf = collection.leaf(at: path) else { return .empty }
        return leaf.value(in: leaf.field.standing(in: record))
    }

    /// A text that stands there; an empty one is none.
    package func text(_ name: String) -> String? {
        guard let text = self[name].prose, !text.isEmpty else { return nil }
        return text
    }

    /// An amount that stands there.
    package func amount(_ name: String) -> Amount? { Amount(self[name]) }

    /// A day that stands there.
    package func date(_ name: String) -> CivilDate? {
        text(name).flatMap { try? CivilDate($0) }
    }

    /// A number that stands there.
    package func decimal(_ name: String) -> Decimal? {
        text(name).flatMap { try? Decimal($0) }
    }

    /// An id that stands there: of a record, a person or a device.
    package func id<Subject>(_ name: String) -> Identifier<Subject>? { Identifier(self[name]) }

    /// The record of one collection that is named there.
    package func reference(_ name: String) -> RecordKey? {
        let leaf = collection.leaf(at: [name])
        guard case .reference(let target)? = leaf?.type, let id: RecordID = id(name) else {
            return link(name)
        }
        return RecordKey(collection: target.rawValue, id: id)
    }

    /// The record of one of several collections that is named there.
    private func link(_ name: String) -> RecordKey? { RecordKey(self[name]) }

    /// Every record that this one names, each once, in their order.
    package var references: [RecordKey] {
        let found = collection.namingLeaves.flatMap { leaf -> [RecordKey] in
            leaf.type.references(in: leaf.value(in: leaf.field.standing(in: record)))
        }
        return Set(found).sorted()
    }
}

extension FieldType {
    /// Whether its values name records.
    var namesRecords: Bool {
        switch self {
        case .reference, .link: true
        case .list(let element, _): element.namesRecords
        default: false
        }
    }

    fileprivate func references(in value: Value) -> [RecordKey] {
        switch self {
        case .reference(let target):
            RecordID(value).map { [RecordKey(collection: target.rawValue, id: $0)] } ?? []
        case .link: RecordKey(value).map { [$0] } ?? []
        case .list(let element, _): value.members.flatMap { element.references(in: $0.value) }
        default: []
        }
    }
}
