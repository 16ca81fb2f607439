import Bytes

/// Ids in the order in which a batch told them first.
struct IdentifierTable {
    private var numbers: [FullID: Int] = [:]
    private var origins: [Int32] = []

    /// The record of the last write, and the number of the replica that minted its id.
    var last: (id: FullID, origin: Int?)?

    /// How many there are.
    var count: Int { origins.count }

    /// The number of an id; a new one gets the next.
    mutating func number(of id: FullID) -> (Int, isNew: Bool) {
        if let number = numbers[id] { return (number, false) }
        numbers[id] = origins.count
        origins.append(-1)
        return (origins.count - 1, true)
    }

    /// The number of the replica that minted an id, where that is known.
    func origin(of number: Int) -> Int? {
        origins[number] < 0 ? nil : Int(origins[number])
    }

    /// Keeps which replica minted an id.
    mutating func setOrigin(of number: Int, to origin: Int?) {
        origins[number] = Int32(origin ?? -1)
    }
}

/// Fields of collections in the order in which a batch told them first.
struct FieldTable {
    /// A field of a collection, or one element of it.
    struct Field: Hashable {
        let collection: UInt64
        let register: UInt64
        let element: [UInt8]
    }

    private var numbers: [Field: Int] = [:]
    private(set) var fields: [Field] = []
    private var last = 0

    /// The number of a field; a new one gets the next.
    ///
    /// The one after the last is looked at first: changes are much alike.
    mutating func number(
        of collection: UInt64, _ register: UInt64, _ element: ArraySlice<UInt8>
    ) -> (Int, isNew: Bool) {
        for guess in [last + 1, last, 0] where guess < fields.count {
            let field = fields[guess]
            if field.collection == collection, field.register == register,
                field.element[...] == element
            {
                last = guess
                return (guess, false)
            }
        }
        let field = Field(
            collection: collection, register: register, element: Array(element))
        if let number = numbers[field] {
            last = number
            return (number, false)
        }
        return (add(field) ?? 0, true)
    }

    /// Gives a field the next number; `nil` if it has one.
    mutating func add(_ field: Field) -> Int? {
        guard numbers[field] == nil else { return nil }
        numbers[field] = fields.count
        last = fields.count
        fields.append(field)
        return last
    }
}
