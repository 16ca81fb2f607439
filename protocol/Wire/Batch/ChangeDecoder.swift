import Bytes
import Causality
import Sync

/// Puts payloads together again from the columns of a batch.
///
/// Invariants:
/// 1. A payload that comes out was put in, byte for byte.
/// 2. What a `ChangeEncoder` would not have written is refused.
/// 3. No more bytes come out than a batch may hold, however few came in, and no more members of
///    groups: each of them takes many times its two bytes once it is a value.
struct ChangeDecoder {
    /// Bytes of all the payloads of a batch.
    static let payloadBytesMax = 16 << 20
    /// Members of all the groups of a batch.
    static let membersMax = 1 << 20

    /// A change that was put together.
    struct Change {
        let dot: Dot
        let payload: [UInt8]
        /// Its claimed stamp, where its payload was taken apart.
        let claimed: UInt64?
    }

    var columns: ColumnReaders
    var replicas = ReplicaDictionary()
    var ids: IdentifierTable
    var fields = FieldTable()
    let roll: Roll
    let rollCount: Int

    /// The claimed stamp of the last change that was put together.
    var lastClaimed: UInt64 = 0
    /// The number of the replica whose change is put together.
    var own = 0
    /// The payload so far.
    var payload = ByteWriter()
    /// Where the dots of the last write of this change lie in it.
    var lastDots = 0..<0

    /// Which replicas of the roll are in the dictionary.
    private var isNamed: [Bool]
    private var people: [FullID] = []
    private var peopleNumbers: Set<FullID> = []
    private var lastSchema: UInt64 = 0
    private var bytesLeft = Self.payloadBytesMax
    /// How many members of groups may still come.
    var membersLeft = Self.membersMax
    private var lastCount = 0

    init(from body: inout BodyReader) throws(MalformedBytes) {
        columns = try ColumnReaders(from: &body)
        // Every id that enters the dictionary takes at least a byte of this column.
        ids = IdentifierTable(expecting: columns.origins.remaining)
        roll = body.context.roll
        rollCount = body.rollCount
        isNamed = [Bool](repeating: false, count: rollCount)
    }

    /// The next change.
    mutating func next() throws(MalformedBytes) -> Change {
        let form = try columns.forms.byte()
        let dot = try name()
        switch form {
        case ChangeEncoder.Form.verbatim:
            let payload = try columns.blocks.block(max: Sync.Change.Limits.payloadBytesMax)
            guard !PayloadGrammar.describes(payload, of: dot) else {
                throw columns.blocks.failure(.notCanonical)
            }
            try take(payload.count)
            return Change(dot: dot, payload: payload, claimed: nil)
        case ChangeEncoder.Form.compact:
            try putTogether(dot)
            lastCount = payload.bytes.count
            try take(lastCount)
            return Change(dot: dot, payload: payload.take(), claimed: lastClaimed)
        default: throw columns.forms.failure(.unknownKind)
        }
    }

    /// Makes sure that the payload so far is none too long.
    func checkLength() throws(MalformedBytes) {
        let limit = min(bytesLeft, Sync.Change.Limits.payloadBytesMax)
        guard payload.bytes.count <= limit else { throw columns.forms.failure(.overLimit) }
    }

    private mutating func take(_ count: Int) throws(MalformedBytes) {
        bytesLeft -= count
        guard bytesLeft >= 0 else { throw columns.forms.failure(.overLimit) }
    }

    private mutating func name() throws(MalformedBytes) -> Dot {
        own = try replica(Int(clamping: try columns.forms.varint()))
        let expected = replicas.entries[own].nextCounter
        let counter = try columns.forms.ordinal(from: expected)
        guard counter > 0 else { throw columns.forms.failure(.notCanonical) }
        replicas.entries[own].nextCounter = counter &+ 1
        return Dot(replica: replicas.entries[own].id.named(), counter: counter)
    }

    /// The replica of a number; a new one enters the dictionary.
    @inline(__always)
    mutating func replica(_ number: Int) throws(MalformedBytes) -> Int {
        if number < replicas.entries.count { return number }
        return try newReplica(number)
    }

    @inline(never)
    private mutating func newReplica(_ number: Int) throws(MalformedBytes) -> Int {
        guard number == replicas.entries.count else {
            throw columns.forms.failure(.notCanonical)
        }
        let onRoll = try columns.rolls.varint()
        guard onRoll <= UInt64(rollCount) else { throw columns.rolls.failure(.unknownRoll) }
        if onRoll > 0 {
            let place = Int(onRoll) - 1
            guard !isNamed[place] else { throw columns.rolls.failure(.notCanonical) }
            isNamed[place] = true
            replicas.addNumberless(FullID(roll.replicas[place]))
            return number
        }
        let id = try columns.names.full()
        guard roll.number(of: id.named(), within: rollCount) == nil else {
            throw columns.names.failure(.notCanonical)
        }
        guard replicas.numbers[id] == nil else { throw columns.rolls.failure(.notCanonical) }
        replicas.add(id)
        return number
    }
}

extension ChangeDecoder {
    private mutating func putTogether(_ dot: Dot) throws(MalformedBytes) {
        payload = ByteWriter(capacity: lastCount + 32)
        payload.full(replicas.entries[own].id)
        payload.varint(dot.counter)
        try head()
        let count = try columns.forms.varint()
        guard count <= UInt64(Sync.Change.Limits.writesMax) else {
            throw columns.forms.failure(.overLimit)
        }
        payload.varint(count)
        lastDots = 0..<0
        for _ in 0..<count {
            try write()
            try checkLength()
        }
        try extras()
    }

    private mutating func head() throws(MalformedBytes) {
        payload.full(try person())
        let hasAuthor = try columns.forms.byte()
        guard hasAuthor < 2 else { throw columns.forms.failure(.notCanonical) }
        payload.byte(hasAuthor)
        if hasAuthor == 1 { payload.full(try person()) }
        payload.varint(try claimed())
        lastSchema = try columns.forms.difference(from: lastSchema)
        guard lastSchema <= UInt64(UInt32.max) else {
            throw columns.forms.failure(.numberTooLarge)
        }
        payload.varint(lastSchema)
    }

    private mutating func person() throws(MalformedBytes) -> FullID {
        let number = try columns.forms.varint()
        if number < UInt64(people.count) { return people[Int(number)] }
        guard number == UInt64(people.count) else { throw columns.forms.failure(.notCanonical) }
        let id = try columns.names.full()
        guard peopleNumbers.insert(id).inserted else {
            throw columns.names.failure(.notCanonical)
        }
        people.append(id)
        return id
    }

    private mutating func claimed() throws(MalformedBytes) -> UInt64 {
        let milliseconds = try ColumnReaders.split(
            from: lastClaimed >> 16, &columns.times, &columns.timeTails)
        let isSame = milliseconds == lastClaimed >> 16
        let counter = try columns.forms.difference(from: isSame ? (lastClaimed & 0xffff) + 1 : 0)
        guard milliseconds <= Stamp.millisecondsMax, counter <= 0xffff else {
            throw columns.times.failure(.numberTooLarge)
        }
        lastClaimed = milliseconds << 16 | counter
        return lastClaimed
    }

    private mutating func extras() throws(MalformedBytes) {
        var count = 0
        while true {
            let more = try columns.forms.byte()
            guard more < 2 else { throw columns.forms.failure(.notCanonical) }
            if more == 0 { return }
            count += 1
            guard count <= Sync.Change.Limits.extrasMax else {
                throw columns.forms.failure(.overLimit)
            }
            payload.varint(UInt64(try columns.blocks.number()))
            let length = try columns.blocks.count(max: Sync.Change.Limits.payloadBytesMax)
            payload.count(length)
            try columns.blocks.copy(length, to: &payload)
            try checkLength()
        }
    }
}
