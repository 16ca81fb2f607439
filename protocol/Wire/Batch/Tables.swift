import Bytes

/// Ids in the order in which a batch told them first, found by their bytes.
///
/// Places are chosen by a multiplication with what this process alone knows, so that nobody can
/// send ids that all fall into one place.
struct IdentifierTable {
    /// An id, and the number of the replica that minted it; below zero where that is unknown.
    private struct Entry {
        let id: FullID
        var origin: Int32
    }

    private var entries: [Entry] = []
    /// For each place the number of an id plus one, or nothing; a power of two of them.
    private var places: [Int32]
    private let secret = UInt64(bitPattern: Int64(Hasher().finalize())) | 1

    /// The record of the last write, and the number of the replica that minted its id.
    var last: (id: FullID, origin: Int?)?

    /// A table of so many ids, or a few more; it grows where they are many more.
    init(expecting count: Int = 0) {
        let count = min(count, Self.expectedMax)
        entries.reserveCapacity(count)
        var size = 16
        while size < count * 2 { size *= 2 }
        places = [Int32](repeating: 0, count: size)
    }

    private static let expectedMax = 4_096

    /// How many there are.
    var count: Int { entries.count }

    /// The id of a number.
    subscript(number: Int) -> FullID { entries[number].id }

    /// The number of an id; a new one gets the next.
    mutating func number(of id: FullID) -> (Int, isNew: Bool) {
        let place = place(of: id)
        if places[place] > 0 { return (Int(places[place]) - 1, false) }
        entries.append(Entry(id: id, origin: -1))
        places[place] = Int32(entries.count)
        if entries.count * 2 > places.count { grow() }
        return (entries.count - 1, true)
    }

    private mutating func grow() {
        places = [Int32](repeating: 0, count: places.count * 2)
        for (number, entry) in entries.enumerated() {
            places[place(of: entry.id)] = Int32(number + 1)
        }
    }

    /// Where an id stands, or would stand.
    private func place(of id: FullID) -> Int {
        let mask = places.count - 1
        let (high, low) = (id.high ^ secret).multipliedFullWidth(by: id.low ^ 0x9e37_79b9_7f4a_7c15)
        let spread = (high ^ low &+ id.high) &* secret
        var place = Int(truncatingIfNeeded: spread >> 32) & mask
        while places[place] > 0, entries[Int(places[place]) - 1].id != id {
            place = (place + 1) & mask
        }
        return place
    }

    /// The number of the replica that minted an id, where that is known.
    func origin(of number: Int) -> Int? {
        let origin = entries[number].origin
        return origin < 0 ? nil : Int(origin)
    }

    /// Keeps which replica minted an id.
    mutating func setOrigin(of number: Int, to origin: Int?) {
        entries[number].origin = Int32(origin ?? -1)
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
