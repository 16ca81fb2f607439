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
    /// Whether the members of its group stand among the record's own names in JSON and columns.
    package let isFlat: Bool

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
        isFlat = false
    }

    /// Declares fields that make one register and each bear a name of their own in JSON.
    package init(
        _ number: UInt32, _ name: String, together members: [GroupMember], policy: Policy = .ask
    ) {
        self.number = number
        self.name = name
        type = .group(members)
        self.policy = policy
        touches = true
        isRequired = members.contains(where: \.isRequired)
        isFlat = true
    }

    /// The names under which a form gives its content.
    package var formNames: [String] { isFlat ? type.members.map(\.name) : [name] }

    /// What a person calls it: `billing address`.
    package var words: String { SpelledName.separated(name, by: " ") }
}
