import Bytes

/// A digest of a book's state: the sum of the hashes of what is in it.
///
/// It does not depend on any order, and follows each entry at the cost of what the entry touches.
/// Two databases with equal digests at equal points hold the same state.
package struct StateDigest: Hashable, Sendable {
    private var sum = ContentHash.Words()

    /// The digest of nothing.
    package init() {}

    /// A digest as it was stored.
    package init(stored: ContentHash) { sum = stored.words }

    /// The digest of a whole state.
    package init(of state: BookState, using hash: HashFunction) {
        let all = Scope(
            records: Set(state.records.keys),
            dots: Set(state.removedEarly.keys).union(state.refused.keys))
        add(state.items(in: all), using: hash)
    }

    /// The 32 bytes of the digest.
    package var bytes: [UInt8] { hash.bytes }

    /// The digest as messages tell it.
    package var hash: ContentHash { ContentHash(words: sum) }

    /// Counts a record.
    mutating func add(_ record: Record, using hash: HashFunction) {
        add([record.digested], using: hash)
    }

    /// Counts a record in the place of what it was before, where there is one.
    mutating func replace(_ before: Record?, by after: Record?, using hash: HashFunction) {
        guard before != after else { return }
        before.map { remove([$0.digested], using: hash) }
        after.map { add([$0.digested], using: hash) }
    }

    /// The digest of what both are of, where they have nothing in common.
    func adding(_ other: StateDigest) -> StateDigest {
        var all = self
        all.sum &+= other.sum
        return all
    }

    fileprivate mutating func add(_ items: [[UInt8]], using hash: HashFunction) {
        for item in items { sum &+= hash(item).words }
    }

    fileprivate mutating func remove(_ items: [[UInt8]], using hash: HashFunction) {
        for item in items { sum &-= hash(item).words }
    }
}

extension BookState {
    /// Applies an entry, and lets a digest of this state follow.
    package mutating func apply(
        _ entry: LogEntry, updating digest: inout StateDigest, using hash: HashFunction
    ) {
        let opened = OpenedEntry(entry)
        apply(opened, in: scope(of: opened), updating: &digest, using: hash)
    }

    /// Applies entries one after the other, and lets a digest of this state follow; it looks at
    /// what they touch once before and once after all of them. Before each, something may be done
    /// that changes nothing of what counts.
    mutating func apply(
        _ entries: some Sequence<LogEntry>, updating digest: inout StateDigest,
        using hash: HashFunction, before prepare: (inout BookState, LogEntry) -> Void
    ) {
        var touched = Scope()
        for entry in entries {
            let opened = OpenedEntry(entry)
            let scope = scope(of: opened)
            digest.remove(items(in: scope.without(touched)), using: hash)
            touched.formUnion(scope)
            prepare(&self, entry)
            apply(opened)
        }
        digest.add(items(in: touched), using: hash)
    }

    /// Applies an entry whose scope is known.
    mutating func apply(
        _ opened: OpenedEntry, in scope: Scope, updating digest: inout StateDigest,
        using hash: HashFunction
    ) {
        digest.remove(items(in: scope), using: hash)
        apply(opened)
        digest.add(items(in: scope), using: hash)
    }

    /// The bytes of everything that counts, as far as it is in the scope.
    fileprivate func items(in scope: Scope) -> [[UInt8]] {
        scope.records.compactMap { records[$0]?.digested }
            + scope.dots.flatMap { dot in
                (refused[dot].map { [$0.digested] } ?? [])
                    + (removedEarly[dot] ?? []).map { address in
                        var writer = ByteWriter()
                        writer.byte(3)
                        writer.dot(dot)
                        address.encode(into: &writer)
                        return writer.bytes
                    }
            }
    }
}

extension EmptyForm {
    fileprivate var digested: [UInt8] {
        var writer = ByteWriter()
        writer.byte(2)
        encode(into: &writer)
        return writer.bytes
    }
}

extension Record {
    /// What the record counts for: its grave when its life is over, so that a grave may replace it.
    fileprivate var digested: [UInt8] {
        var writer = ByteWriter()
        writer.byte(1)
        writer.varint(UInt64(key.collection))
        writer.identifier(key.id)
        writer.raw(isOver ? grave.encoded : encoded)
        return writer.bytes
    }
}
