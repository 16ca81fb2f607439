/// Which statements are prepared on a connection, the least recently used to be dropped first.
struct StatementCache: ~Copyable {
    private struct Key: Hashable {
        let sql: String
        let types: [UInt32]
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0
    private var named: UInt64 = 0
    /// Names that the server still knows but nobody will use again.
    private(set) var dropped: [String] = []

    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// The name of the statement, when it is prepared.
    mutating func name(of query: Query) -> String? {
        let key = Key(sql: query.sql, types: query.parameters.types)
        uses += 1
        entries[key]?.lastUse = uses
        return entries[key]?.name
    }

    /// A name that no statement on this connection ever had.
    mutating func mintName() -> String {
        named += 1
        return "s\(named)"
    }

    /// Remembers a prepared statement, dropping the one that was not used for longest.
    mutating func insert(_ query: Query, as name: String) {
        let oldest =
            entries.count < capacity ? nil : entries.min { $0.value.lastUse < $1.value.lastUse }
        if let oldest {
            dropped.append(oldest.value.name)
            entries[oldest.key] = nil
        }
        uses += 1
        entries[Key(sql: query.sql, types: query.parameters.types)] = Entry(
            name: name, lastUse: uses)
    }

    /// Forgets a statement whose plan no longer fits.
    mutating func forget(_ query: Query) {
        let key = Key(sql: query.sql, types: query.parameters.types)
        if let entry = entries.removeValue(forKey: key) { dropped.append(entry.name) }
    }

    /// Forgets the statement of a name, as far as it is known.
    mutating func forget(named name: String) {
        guard let known = entries.first(where: { $0.value.name == name }) else { return }
        entries[known.key] = nil
        dropped.append(name)
    }

    /// Takes a name that the server may forget too.
    mutating func takeDropped() -> String? { dropped.popLast() }

    /// How many statements are prepared.
    var count: Int { entries.count }
}
