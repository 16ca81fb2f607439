/// What a field may hold.
package enum FieldType: Hashable, Sendable {
    /// One line of text of so many characters at most.
    case text(max: Int)
    /// One of a few words.
    case choice([String])
    /// Fields that only make sense together: one register, replaced as a whole.
    case group([GroupMember])
}

/// One field of a group.
package struct GroupMember: Hashable, Sendable {
    /// Its number within the group, for ever the same.
    package let number: UInt32
    /// Its name in JSON.
    package let name: String
    /// Characters at most.
    package let max: Int

    /// Declares a field of a group.
    package init(_ number: UInt32, _ name: String, max: Int) {
        self.number = number
        self.name = name
        self.max = max
    }
}

extension FieldType {
    /// A postal address.
    package static let address = FieldType.group([
        GroupMember(1, "street", max: 200),
        GroupMember(2, "street2", max: 200),
        GroupMember(3, "city", max: 100),
        GroupMember(4, "postalCode", max: 20),
        GroupMember(5, "region", max: 100),
        GroupMember(6, "country", max: 2),
    ])
}
