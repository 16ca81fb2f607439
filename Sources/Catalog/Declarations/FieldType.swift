/// What a field may hold, and in which canonical value: equal contents have equal bytes.
///
/// Money is a group of its minor units and its currency. It is whole by itself: an integer that
/// took its currency from another register would mean something else as soon as two people changed
/// one of the two apart. Minor units and not a decimal text, because then there is one way to
/// write an amount and databases can add them up.
package indirect enum FieldType: Hashable, Sendable {
    /// One line of so many characters at most. Value: text.
    case text(max: Int)
    /// Several lines of so many characters at most together. Value: text.
    case lines(max: Int)
    /// One of a few words. Value: text.
    case choice([String])
    /// Yes or no. Value: bool.
    case bool
    /// A whole number of a range. Value: integer.
    case whole(ClosedRange<Int64>)
    /// An exact decimal of so many places at most. Value: its shortest text, so that "25" and
    /// "25.00" are one.
    case decimal(placesMax: Int)
    /// A percentage of at most four places. Value: its shortest text.
    case rate
    /// An amount of money. Value: a group of minor units (1) and currency (2).
    case money
    /// A currency of ISO 4217. Value: its code as text.
    case currency
    /// When an invoice is due. Value: the one way in which the terms are written.
    case terms
    /// A day. Value: text, `YYYY-MM-DD`.
    case date
    /// A time on a clock face. Value: text, `HH:MM:SS`.
    case time
    /// A point in time. Value: integer, seconds since 1970.
    case moment
    /// A record of one collection. Value: the sixteen bytes of its id.
    case reference(CollectionNumber)
    /// A record of one of a few collections. Value: a group of collection (1) and id (2).
    case link([CollectionNumber])
    /// A person, a device: something that is no record. Value: the sixteen bytes of its id.
    case identity
    /// A change. Value: the bytes of its name.
    case change
    /// The SHA-256 of bytes that are kept elsewhere. Value: 32 bytes.
    case hash
    /// So many bytes at most that only programs read. Value: bytes.
    case bytes(max: Int)
    /// So many of one type at most, in their order. Value: a group numbered from 1.
    case list(FieldType, max: Int)
    /// Fields that only make sense together: one register, replaced as a whole.
    case group([GroupMember])
}

/// One field of a group.
package struct GroupMember: Hashable, Sendable {
    /// Its number within the group, for ever the same.
    package let number: UInt32
    /// Its name in JSON.
    package let name: String
    /// What it may hold.
    package let type: FieldType
    /// Whether its group cannot do without it.
    package let isRequired: Bool

    /// Declares a field of a group.
    package init(_ number: UInt32, _ name: String, _ type: FieldType, isRequired: Bool = false) {
        self.number = number
        self.name = name
        self.type = type
        self.isRequired = isRequired
    }
}

extension FieldType {
    /// A postal address.
    static let address = FieldType.group([
        GroupMember(1, "street", .text(max: 200)),
        GroupMember(2, "street2", .text(max: 200)),
        GroupMember(3, "city", .text(max: 100)),
        GroupMember(4, "postalCode", .text(max: 20)),
        GroupMember(5, "region", .text(max: 100)),
        GroupMember(6, "country", .text(max: 2)),
    ])

    /// Words that many records bear, to be found by.
    static let tags = FieldType.list(.text(max: 50), max: 100)

    /// The code of a tax category.
    static let taxCategory = FieldType.choice(["S", "Z", "E", "AE", "K", "G", "O", "L", "M"])

    /// The bounds of amounts, quantities and unit prices.
    static let quantity = FieldType.decimal(placesMax: 6)

    /// The members, where it is a group.
    package var members: [GroupMember] {
        if case .group(let members) = self { return members }
        return []
    }

    /// Whether it says what something costs, or how much of it.
    package var tellsOfMoney: Bool {
        switch self {
        case .money, .decimal, .rate, .currency: true
        case .list(let type, _): type.tellsOfMoney
        case .group(let members): members.contains { $0.type.tellsOfMoney }
        default: false
        }
    }
}
