package import Causality

/// The state of a book: a pure function of the **set** of changes held, in whatever order.
///
/// Invariants:
/// 1. A sibling stands if its change is held and no change that is held names it in its register.
/// 2. A dot stands among the removed-early ones only while it is not covered, or is refused.
/// 3. Naming a refused dot means naming what it named.
/// 4. A change that is covered is not applied again; but accepted outranks refused, whichever
///    came first.
package struct BookState: Hashable, Sendable {
    /// Which changes are held.
    package private(set) var knowledge: Knowledge
    /// Every record that has something in it.
    package private(set) var records: [RecordKey: Record]
    /// The registers in which a dot was named before its change came, or although it was refused.
    package private(set) var removedEarly: [Dot: Set<RegisterAddress>]
    /// The empty form of every refused change that is held.
    package private(set) var refused: [Dot: EmptyForm]

    /// An empty book, or one as it was stored.
    package init(
        knowledge: Knowledge = Knowledge(), records: [RecordKey: Record] = [:],
        removedEarly: [Dot: Set<RegisterAddress>] = [:], refused: [Dot: EmptyForm] = [:]
    ) {
        self.knowledge = knowledge
        self.records = records
        self.removedEarly = removedEarly
        self.refused = refused
    }

    /// A record; one that nobody has written to is empty.
    package subscript(key: RecordKey) -> Record { records[key] ?? Record(key: key) }
}

extension BookState {
    /// Applies a change that was accepted, or one's own that may be; `false` if it was covered.
    @discardableResult
    package mutating func apply(
        _ change: Change, stamp: Stamp, accepted: Stamp? = nil
    ) -> Bool {
        let wasRefused = !refused.isEmpty && refused.removeValue(forKey: change.dot) != nil
        guard wasRefused || !knowledge.covers(change.dot) else { return false }
        knowledge.insert(change.dot)
        if isPlain(change) {
            applyPlainly(change, stamp, accepted)
            return true
        }
        let removed = removedEarly.removeValue(forKey: change.dot) ?? []
        for write in change.writes {
            let meant = remove(write.replaces, at: write.address)
            guard let value = write.value, !removed.contains(write.address),
                !meant.contains(change.dot)
            else { continue }
            let sibling = Sibling(
                dot: change.dot, stamp: stamp, accepted: accepted, value: value)
            update(write.address) { $0.add(sibling) }
        }
        return true
    }

    /// Takes note of a change that was refused; `false` if it was covered.
    @discardableResult
    package mutating func apply(_ form: EmptyForm) -> Bool {
        guard !knowledge.covers(form.dot) else { return false }
        knowledge.insert(form.dot)
        refused[form.dot] = form
        for address in (removedEarly[form.dot] ?? []).sorted() {
            remove(form.replaced(at: address), at: address)
        }
        return true
    }

    /// Takes over the stamps that the server has set for a change.
    package mutating func restamp(
        _ change: Change, as stamp: Stamp, accepted: Stamp? = nil
    ) {
        for key in change.records {
            records[key]?.restamp(change.dot, as: stamp, accepted: accepted)
        }
    }

    /// Puts the state of a record into the place of what was there.
    mutating func adopt(_ record: Record) {
        records[record.key] = record.registers.isEmpty ? nil : record
    }

    /// Lets go of all records, which a database keeps.
    mutating func forgetRecords() { records = [:] }

    /// Folds a replica that ended into the closed ones.
    @discardableResult
    package mutating func close(_ replica: ReplicaID) -> Bool { knowledge.close(replica) }
}

/// The common case: nothing is named that is refused or has not come, and nothing was named early.
extension BookState {
    /// Whether it touches nothing but the registers that it writes to.
    func isPlain(_ change: Change) -> Bool {
        guard refused.isEmpty else { return false }
        if !removedEarly.isEmpty, removedEarly[change.dot] != nil { return false }
        return change.writes.allSatisfy { write in
            write.replaces.allSatisfy { $0 != change.dot && knowledge.covers($0) }
        }
    }

    private mutating func applyPlainly(
        _ change: Change, _ stamp: Stamp, _ accepted: Stamp?
    ) {
        var rest = change.writes[...]
        while let key = rest.first?.address.record {
            let count = rest.prefix { $0.address.record == key }.count
            records[key, default: Record(key: key)].apply(
                rest.prefix(count), of: change, stamp, accepted)
            if records[key]?.registers.isEmpty == true { records[key] = nil }
            rest = rest.dropFirst(count)
        }
    }
}

extension BookState {
    /// What is named, in a register, when these dots are: a refused one means its own as well.
    func naming(_ dots: [Dot], at address: RegisterAddress) -> Set<Dot> {
        var (named, waiting) = (Set<Dot>(), dots)
        while let dot = waiting.popLast() {
            guard named.insert(dot).inserted, let form = refused[dot] else { continue }
            waiting += form.replaced(at: address)
        }
        return named
    }

    @discardableResult
    private mutating func remove(_ dots: [Dot], at address: RegisterAddress) -> Set<Dot> {
        let named = refused.isEmpty ? Set(dots) : naming(dots, at: address)
        for dot in named where refused[dot] != nil || !knowledge.covers(dot) {
            removedEarly[dot, default: []].insert(address)
        }
        if !named.isEmpty, records[address.record] != nil {
            update(address) { register in
                for dot in named { register.remove(dot) }
            }
        }
        return named
    }

    private mutating func update(
        _ address: RegisterAddress, by change: (inout Register) -> Void
    ) {
        let empty = Record(key: address.record)
        records[address.record, default: empty].update(address.key, by: change)
        if records[address.record]?.registers.isEmpty == true { records[address.record] = nil }
    }
}
