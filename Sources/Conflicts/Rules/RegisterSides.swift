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

    /// The value that all of them go back to, as far as the log tells: the latest that all of them
    /// have replaced, at once or one after the other; nothing where each began on a device of its
    /// own.
    private static func base(
        of dots: [Dot], at address: RegisterAddress, in book: any BookView
    ) -> Value? {
        let lines = dots.map { Ancestry(of: [$0], at: address, in: book) }
        let common = lines.dropFirst().reduce(lines.first?.named ?? []) {
            $0.intersection($1.named)
        }
        guard !common.isEmpty else {
            return lines.allSatisfy { isOfOneDevice($0, in: book) } ? .empty : nil
        }
        let latest = common.subtracting(
            Ancestry(of: common.sorted(), at: address, in: book).named)
        let values = Set(latest.map { book.write(of: $0, at: address)?.value })
        return values.count == 1 ? values.first ?? nil : nil
    }

    /// What was put beside others to be asked about once more goes back to several devices.
    private static func isOfOneDevice(_ line: Ancestry, in book: any BookView) -> Bool {
        line.isWhole && Set(line.held.compactMap { book.change($0)?.device }).count == 1
    }
}

extension BookView {
    /// What a change wrote to a register.
    func write(of dot: Dot, at address: RegisterAddress) -> Write? {
        change(dot)?.writes(to: address.record).first { $0.address == address }
    }
}
