import Bytes

/// Ids in the order in which a batch told them first, found by their bytes.
///
/// Places are chosen by a multiplication with what this process alone knows, so that nobody can
/// send ids that all fall into one place.
struct IdentifierTable {
    private(set) var ids: [FullID] = []
    private var origins: [Int32] = []
    /// For each place the number of an id plus one, or nothing; a power of two of them.
    private var places = [Int32](repeating: 0, count: 16)
    private let secret = UInt64(bitPattern: Int64(Hasher().finalize())) | 1

    /// The record of the last write, and the number of the replica that minted its id.
    var last: (id: FullID, origin: Int?)?

    /// How many there are.
    var count: Int { ids.count }

    /// The number of an id; a new one gets the next.
    mutating func number(of id: FullID) -> (Int, isNew: Bool) {
        let place = place(of: id)
        if places[place] > 0 { return (Int(places[place]) - 1, false) }
        ids.append(id)
        origins.append(-1)
        places[place] = Int32(ids.count)
        if ids.count * 2 > places.count { grow() }
        return (ids.count - 1, true)
    }

    private mutating func grow() {
        places = [Int32](repeating: 0, count: places.count * 2)
        for (number, id) in ids.enumerated() { places[place(of: id)] = Int32(number + 1) }
    }

    /// Where an id stands, or would stand.
    private func place(of id: FullID) -> Int {
        let mask = places.count - 1
        let (high, low) = (id.high ^ secret).multipliedFullWidth(by: id.low ^ 0x9e37_79b9_7f4a_7c15)
        let spread = (high ^ low &+ id.high) &* secret
        var place = Int(truncatingIfNeeded: spread >> 32) & mask
        while places[place] > 0, ids[Int(places[place]) - 1] != id { place = (place + 1) & mask }
        return place
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
