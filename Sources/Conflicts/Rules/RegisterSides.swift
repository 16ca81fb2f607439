import Catalog
import Causality
import Sync

/// The different values of one register, the one that stands first, and what they began with.
struct RegisterSides {
    let sides: [Conflict.Side]
    let base: Conflict.Base

    init(_ key: RegisterKey, of record: Record, in book: any BookView) {
        let register = record[key]
        let policy = Catalog.schema.policy(of: key.number, in: record.key.collection)
        let type = Catalog.collection(record.key.collection)?.field(key.number)?.type
        let naming = { (key: RecordKey) in RecordLabel.of(key, in: book) }
        let says = { (value: Value) in
            type?.words(of: value, naming: naming) ?? "something of a later version"
        }
        let standing = register.standing(policy)?.value
        let others = register.siblings.sorted { ($0.stamp, $0.dot) > ($1.stamp, $1.dot) }
            .map(\.value)
        let values = ([standing].compactMap { $0 } + others).reduce(into: [Value]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        sides = values.map { value in
            Conflict.Side(
                says: says(value),
                dots: register.siblings.filter { $0.value == value }.map(\.dot),
                record: record.key, value: value)
        }
        let address = RegisterAddress(record: record.key, key: key)
        base =
            Self.base(of: register.siblings.map(\.dot), at: address, in: book)
            .map { .value($0, says: says($0)) } ?? .unknown
    }

    /// The value that all of them replaced, as far as the log tells: what one change wrote that all
    /// of them name, or nothing where none of them names any.
    private static func base(
        of dots: [Dot], at address: RegisterAddress, in book: any BookView
    ) -> Value? {
        var common: Set<Dot>?
        for dot in dots {
            guard let write = book.write(of: dot, at: address) else { return nil }
            common = common?.intersection(write.replaces) ?? Set(write.replaces)
        }
        guard let common else { return nil }
        if let dot = common.min() { return book.write(of: dot, at: address)?.value }
        let isFirst = dots.allSatisfy { book.write(of: $0, at: address)?.replaces.isEmpty == true }
        return isFirst ? .empty : nil
    }
}

extension BookView {
    /// What a change wrote to a register.
    func write(of dot: Dot, at address: RegisterAddress) -> Write? {
        change(dot)?.writes(to: address.record).first { $0.address == address }
    }
}
