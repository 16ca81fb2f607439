import Bytes
import Causality
import Sync

/// Sixteen bytes as two numbers, whatever they name.
struct FullID: Hashable {
    let high: UInt64
    let low: UInt64

    @inline(__always)
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init<Subject>(_ id: Identifier<Subject>) {
        (high, low) = id.words
    }

    /// The id of a subject.
    func named<Subject>() -> Identifier<Subject> { Identifier(words: (high: high, low: low)) }

    /// What the ids that a replica of this id mints have in common.
    var node: UInt64 { high >> 18 }
}

/// The replicas that a batch has named, and what is expected of each next.
struct ReplicaDictionary {
    /// A replica, and what is expected of it.
    struct Entry {
        let id: FullID
        /// The counter of its next change.
        var nextCounter: UInt64 = 1
        /// The counter that was named last.
        var lastNamed: UInt64 = 0
        /// The milliseconds at which it minted the last id that came.
        var lastMoment: UInt64?
        /// The serial number of the next id.
        var nextSerial: UInt32 = 0
        /// Whether no replica before it mints ids of the same node.
        var isFirstOfNode = false
    }

    private(set) var numbers: [FullID: Int] = [:]
    /// The first replica of every node.
    private(set) var nodes: [UInt64: Int] = [:]
    var entries: [Entry] = []

    /// Gives a replica the next number, by which it is known from then on.
    mutating func add(_ id: FullID) {
        numbers[id] = entries.count
        addNumberless(id)
    }

    /// Gives a replica the next number; nobody will ask for it by the replica's id.
    mutating func addNumberless(_ id: FullID) {
        let first = first(of: id.node)
        entries.append(Entry(id: id, isFirstOfNode: first == entries.count))
    }

    /// The first replica of a node; it is the next one if there was none.
    private mutating func first(of node: UInt64) -> Int {
        func same(_ number: inout Int) -> Int { number }
        return same(&nodes[node, default: entries.count])
    }
}

extension ByteWriter {
    /// Writes sixteen bytes.
    mutating func full(_ id: FullID) {
        words(id.high, id.low)
    }

    /// Writes by how much a number differs from what was expected, round the end of the numbers.
    @inline(__always)
    mutating func difference(of value: UInt64, from expected: UInt64) {
        signed(Int64(bitPattern: value &- expected))
    }
}

extension ColumnWriters {
    /// Writes a difference in two parts: what is alike in most of them, and sixteen bits of noise.
    @inline(__always)
    static func split(
        _ value: UInt64, from expected: UInt64, _ head: inout ByteWriter, _ tail: inout ByteWriter
    ) {
        let difference = Int64(bitPattern: value &- expected)
        head.signed(difference >> 16)
        tail.byte(UInt8(truncatingIfNeeded: difference >> 8))
        tail.byte(UInt8(truncatingIfNeeded: difference))
    }
}

extension ColumnReaders {
    /// Reads a number whose difference was written in two parts.
    @inline(__always)
    static func split(
        from expected: UInt64, _ head: inout ByteReader, _ tail: inout ByteReader
    ) throws(MalformedBytes) -> UInt64 {
        let high = try head.signed()
        guard high >> 47 == 0 || high >> 47 == -1 else { throw head.failure(.numberTooLarge) }
        let low = UInt64(try tail.byte()) << 8 | UInt64(try tail.byte())
        return expected &+ (UInt64(bitPattern: high << 16) | low)
    }
}

extension ByteReader {
    /// Reads sixteen bytes.
    mutating func full() throws(MalformedBytes) -> FullID {
        let (high, low) = try words()
        return FullID(high: high, low: low)
    }

    /// Reads a number that was written as its difference from what was expected.
    @inline(__always)
    mutating func difference(from expected: UInt64) throws(MalformedBytes) -> UInt64 {
        expected &+ UInt64(bitPattern: try signed())
    }

    /// Reads a counter or a position that was written as such a difference.
    @inline(__always)
    mutating func ordinal(from expected: UInt64) throws(MalformedBytes) -> UInt64 {
        let value = try difference(from: expected)
        return try ordinal(value)
    }
}
