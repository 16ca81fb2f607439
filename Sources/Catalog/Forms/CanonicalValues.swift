package import Bytes
package import Causality
package import Money
package import Sync

extension Amount {
    /// The amount as a field keeps it.
    package var value: Value {
        .group([
            .init(number: 1, value: .integer(minorUnits)),
            .init(number: 2, value: .text(currency.code)),
        ])
    }

    /// Reads an amount from a field; `nil` for what is none, or of a currency of a later version.
    package init?(_ value: Value) {
        let members = value.members
        guard members.count >= 2, members[0].number == 1, members[1].number == 2,
            case .integer(let units) = members[0].value, case .text(let code) = members[1].value,
            let currency = try? Currency(code)
        else { return nil }
        self.init(minorUnits: units, in: currency)
    }
}

extension RecordKey {
    /// The record as a field that may name several kinds keeps it.
    package var value: Value {
        .group([
            .init(number: 1, value: .integer(Int64(collection))),
            .init(number: 2, value: .bytes(id.bytes)),
        ])
    }

    /// Reads which record a field names.
    package init?(_ value: Value) {
        let members = value.members
        guard members.count == 2, members[0].number == 1, members[1].number == 2,
            case .integer(let number) = members[0].value,
            let collection = UInt32(exactly: number),
            case .bytes(let bytes) = members[1].value, let id = RecordID(bytes: bytes)
        else { return nil }
        self.init(collection: collection, id: id)
    }

    /// Reads the record of a word.
    package init?(word: some StringProtocol) {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = RecordID(text: String(parts[1])),
            let collection = CollectionNumber(name: parts[0])?.rawValue ?? UInt32(parts[0])
        else { return nil }
        self.init(collection: collection, id: id)
    }

    /// The record in one word: `client/0190…`.
    package var word: String {
        let name = CollectionNumber(rawValue: collection)?.name ?? "\(collection)"
        return "\(name)/\(id.text)"
    }
}

extension Identifier {
    /// The id as a field keeps it.
    package var value: Value { .bytes(bytes) }

    /// Reads an id from a field.
    package init?(_ value: Value) {
        guard case .bytes(let bytes) = value else { return nil }
        self.init(bytes: bytes)
    }
}

/// The name of a change as a field keeps it: its replica, then its counter, highest byte first.
package enum ChangeName {
    /// The value of a field that names a change.
    package static func value(of dot: Dot) -> Value { .bytes(bytes(of: dot)) }

    /// The change that a field names.
    package static func dot(_ value: Value) -> Dot? {
        guard case .bytes(let bytes) = value, bytes.count == 24,
            let replica = ReplicaID(bytes: bytes.prefix(16))
        else { return nil }
        let counter = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
        return counter > 0 ? Dot(replica: replica, counter: counter) : nil
    }

    static func bytes(of dot: Dot) -> [UInt8] {
        dot.replica.bytes
            + stride(from: 56, through: 0, by: -8).map {
                UInt8(truncatingIfNeeded: dot.counter >> $0)
            }
    }

    /// `REPLICA/7`, as people are shown it.
    static func text(_ value: Value) -> String? {
        dot(value).map { "\($0.replica.text)/\($0.counter)" }
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let replica = ReplicaID(text: String(parts[0])),
            let counter = UInt64(parts[1]), counter > 0, String(counter) == parts[1]
        else { return nil }
        return bytes(of: Dot(replica: replica, counter: counter))
    }
}

/// The changes that a document froze, as its record keeps them.
package enum FrozenChanges {
    /// The bytes for changes, each once and in their order.
    package static func bytes(of dots: some Sequence<Dot>) -> [UInt8] {
        Set(dots).sorted().flatMap(ChangeName.bytes)
    }

    /// The changes that were frozen; `nil` for bytes that are no such list.
    package static func dots(_ bytes: [UInt8]) -> Set<Dot>? {
        guard bytes.count.isMultiple(of: 24) else { return nil }
        let dots = stride(from: 0, to: bytes.count, by: 24).compactMap {
            ChangeName.dot(.bytes(Array(bytes[$0..<($0 + 24)])))
        }
        return dots.count == bytes.count / 24 ? Set(dots) : nil
    }
}
