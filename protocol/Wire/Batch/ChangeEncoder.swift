import Bytes
import Causality
import Sync

/// Takes payloads apart into columns, so that a batch of them is short.
///
/// Whatever it writes is determined by the payloads alone: there is one way to encode a batch.
struct ChangeEncoder {
    /// How a change stands in a batch.
    enum Form {
        static let verbatim: UInt8 = 0
        static let compact: UInt8 = 1
    }

    var columns = ColumnWriters()
    var replicas = ReplicaDictionary()
    var ids = IdentifierTable()
    var fields = FieldTable()
    let roll: Roll
    let rollCount: Int

    /// The claimed stamp of the last change that was taken apart.
    private(set) var lastClaimed: UInt64 = 0
    /// The number of the replica whose change is taken apart.
    var own = 0
    private var people = IdentifierTable()
    private var lastSchema: UInt64 = 0
    // The dots that the last write of this change names, as bytes of its payload.
    private var lastDots = 0..<0

    init(roll: Roll, count: Int) {
        self.roll = roll
        rollCount = count
    }

    /// Adds a change; `isPayload` says that its bytes are known to be a payload of this dot.
    ///
    /// The answer is whether it was taken apart.
    @discardableResult
    mutating func add(_ dot: Dot, _ payload: [UInt8], isPayload: Bool = false) -> Bool {
        let isCompact = isPayload || PayloadGrammar.describes(payload, of: dot)
        columns.forms.byte(isCompact ? Form.compact : Form.verbatim)
        name(dot)
        if isCompact { takeApart(payload) } else { columns.blocks.block(payload) }
        return isCompact
    }

    private mutating func name(_ dot: Dot) {
        own = replica(FullID(dot.replica))
        columns.forms.count(own)
        let expected = replicas.entries[own].nextCounter
        columns.forms.difference(of: dot.counter, from: expected)
        replicas.entries[own].nextCounter = dot.counter &+ 1
    }

    /// The number of a replica, which enters the dictionary if it is new.
    mutating func replica(_ id: FullID) -> Int {
        if own < replicas.entries.count, replicas.entries[own].id == id { return own }
        if let number = replicas.numbers[id] { return number }
        if let number = roll.number(of: id.named(), within: rollCount) {
            columns.rolls.count(number + 1)
        } else {
            columns.rolls.byte(0)
            columns.names.full(id)
        }
        replicas.add(id)
        return replicas.entries.count - 1
    }

    private mutating func takeApart(_ payload: [UInt8]) {
        var reader = ByteReader(payload)
        do throws(MalformedBytes) {
            try head(&reader)
            let count = try reader.varint()
            columns.forms.varint(count)
            lastDots = 0..<0
            for _ in 0..<count { try write(&reader, of: payload) }
            try extras(&reader)
        } catch {
            preconditionFailure("the bytes are a payload: \(error)")
        }
    }

    private mutating func head(_ reader: inout ByteReader) throws(MalformedBytes) {
        _ = try reader.skip(16)
        _ = try reader.varint()
        person(try reader.full())
        if try reader.byte() == 1 {
            columns.forms.byte(1)
            person(try reader.full())
        } else {
            columns.forms.byte(0)
        }
        claimed(try reader.varint())
        let schema = try reader.varint()
        columns.forms.difference(of: schema, from: lastSchema)
        lastSchema = schema
    }

    private mutating func person(_ id: FullID) {
        let (number, isNew) = people.number(of: id)
        columns.forms.count(number)
        if isNew { columns.names.full(id) }
    }

    private mutating func claimed(_ bits: UInt64) {
        ColumnWriters.split(
            bits >> 16, from: lastClaimed >> 16, &columns.times, &columns.timeTails)
        let isSame = bits >> 16 == lastClaimed >> 16
        columns.forms.difference(
            of: bits & 0xffff, from: isSame ? (lastClaimed & 0xffff) + 1 : 0)
        lastClaimed = bits
    }

    private mutating func extras(_ reader: inout ByteReader) throws(MalformedBytes) {
        while !reader.isAtEnd {
            columns.forms.byte(1)
            columns.blocks.varint(try reader.varint())
            let length = try reader.varint()
            columns.blocks.varint(length)
            try reader.copy(Int(length), to: &columns.blocks)
        }
        columns.forms.byte(0)
    }
}

extension ChangeEncoder {
    private mutating func write(
        _ reader: inout ByteReader, of payload: [UInt8]
    ) throws(MalformedBytes) {
        let collection = try reader.varint()
        let id = try reader.full()
        let register = try reader.varint()
        let element = try reader.skip(Int(try reader.varint()))
        field(collection, register, payload[element])
        let origin = record(id)
        try value(&reader, of: payload)
        try dots(&reader, of: payload, hint: origin)
    }

    private mutating func field(
        _ collection: UInt64, _ register: UInt64, _ element: ArraySlice<UInt8>
    ) {
        let (number, isNew) = fields.number(of: collection, register, element)
        columns.fields.count(number)
        guard isNew else { return }
        columns.fields.varint(collection)
        columns.fields.varint(register)
        columns.fields.block(Array(element))
    }

    private mutating func value(
        _ reader: inout ByteReader, of payload: [UInt8]
    ) throws(MalformedBytes) {
        let kind = try reader.byte()
        switch kind {
        case PayloadGrammar.Kind.integer:
            columns.kinds.byte(kind)
            columns.integers.varint(try reader.varint())
        case PayloadGrammar.Kind.text, PayloadGrammar.Kind.bytes:
            let length = Int(try reader.varint())
            if kind == PayloadGrammar.Kind.bytes, length == 16 {
                columns.kinds.byte(PayloadGrammar.Kind.id)
                return refer(to: try reader.full())
            }
            columns.kinds.byte(kind)
            columns.lengths.count(length)
            try reader.copy(length, to: &columns.texts)
        case PayloadGrammar.Kind.group:
            columns.kinds.byte(kind)
            let count = try reader.varint()
            columns.kinds.varint(count)
            for _ in 0..<count {
                columns.kinds.varint(try reader.varint())
                try value(&reader, of: payload)
            }
        default: columns.kinds.byte(kind)
        }
    }

    private mutating func dots(
        _ reader: inout ByteReader, of payload: [UInt8], hint: Int
    ) throws(MalformedBytes) {
        let start = reader.offset
        let count = try reader.varint()
        var ahead = reader
        for _ in 0..<count {
            _ = try ahead.skip(16)
            _ = try ahead.varint()
        }
        let range = start..<ahead.offset
        defer { lastDots = range }
        if lastDots.isEmpty ? count == 0 : payload.holdsTwice(lastDots, range) {
            reader = ahead
            return columns.dots.byte(0)
        }
        columns.dots.varint(count + 1)
        for _ in 0..<count { try dot(&reader, hint: hint) }
    }

    private mutating func dot(
        _ reader: inout ByteReader, hint: Int
    ) throws(MalformedBytes) {
        let id = try reader.full()
        let number = replicas.entries[hint].id == id ? hint : replica(id)
        columns.authors.count(number == hint ? 0 : number + 1)
        let counter = try reader.varint()
        columns.counters.difference(of: counter, from: replicas.entries[number].lastNamed)
        replicas.entries[number].lastNamed = counter
    }
}

extension [UInt8] {
    /// Whether the same bytes stand in both places.
    fileprivate func holdsTwice(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        first.count == second.count && self[first] == self[second]
    }
}
