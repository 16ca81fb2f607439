import Sync

/// What has a value of its own in a record: a field, or a member of its group.
package struct Leaf: Hashable, Sendable {
    /// Where it stands in JSON.
    package let path: [String]
    /// The field that it belongs to.
    package let field: Field
    /// The numbers of the members that lead to it within the field's group.
    let members: [UInt32]
    /// What it may hold; never a group.
    package let type: FieldType

    /// All of a field, in its order.
    static func leaves(of field: Field) -> [Leaf] {
        leaves(of: field.type, field, field.isFlat ? [] : [field.name], [])
    }

    private static func leaves(
        of type: FieldType, _ field: Field, _ path: [String], _ members: [UInt32]
    ) -> [Leaf] {
        guard case .group(let group) = type else {
            return [Leaf(path: path, field: field, members: members, type: type)]
        }
        return group.flatMap {
            leaves(of: $0.type, field, path + [$0.name], members + [$0.number])
        }
    }

    /// What a value of the field holds at this place.
    func value(in whole: Value) -> Value { whole.member(at: members) }

    /// Its name on one line: `billingAddress.city`.
    package var name: String { path.joined(separator: ".") }

    /// What a person calls it: `billing address city`.
    package var words: String {
        path.map { SpelledName.separated($0, by: " ") }.joined(separator: " ")
    }

    /// Whether people read it at all.
    package var isReadable: Bool {
        if case .bytes = type { return false }
        return true
    }
}

extension Value {
    /// What a value holds where some members of groups lead to, one after the other.
    func member(at numbers: [UInt32]) -> Value {
        numbers.reduce(self) { value, number in
            value.members.first { $0.number == number }?.value ?? .empty
        }
    }
}
