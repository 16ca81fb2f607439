package import Bytes
package import Sync

/// What both sides have agreed upon before they speak: the numbers of replicas, and the hash.
package struct Context: Sendable {
    /// The replicas that have numbers; an empty roll means that all are named in full.
    package let roll: Roll
    /// Computes SHA-256.
    package let hash: HashFunction
    /// Whether stand-ins take the place of replicas that are named by number and not known.
    let takesStandIns: Bool

    /// Gathers what is agreed upon.
    package init(roll: Roll = Roll(), hash: @escaping HashFunction) {
        self.init(roll: roll, hash: hash, takesStandIns: false)
    }

    private init(roll: Roll, hash: @escaping HashFunction, takesStandIns: Bool) {
        self.roll = roll
        self.hash = hash
        self.takesStandIns = takesStandIns
    }

    /// What reads a message of strangers, for a person to look at: where it names replicas by
    /// number, `StandIn` tells the number again. Nobody else may use what was read.
    package static func ofStrangers(hash: @escaping HashFunction) -> Context {
        Context(roll: Roll(), hash: hash, takesStandIns: true)
    }

    /// The same, where so many replicas have numbers: known ones, or stand-ins.
    fileprivate func knowing(
        _ count: UInt64, of reader: ByteReader
    ) throws(MalformedBytes) -> Context {
        guard takesStandIns, count <= UInt64(Limits.replicasMax) else {
            guard count <= UInt64(roll.count) else { throw reader.failure(.unknownRoll) }
            return self
        }
        var roll = Roll()
        for number in 0..<Int(count) { roll.enter(StandIn.replica(number), using: hash) }
        return Context(roll: roll, hash: hash, takesStandIns: true)
    }
}

/// A message's body while it is written.
package struct BodyWriter {
    /// The bytes.
    package var writer = ByteWriter()
    /// Where bytes of another nature begin: a hint for whoever compresses them.
    package private(set) var cuts: [Int] = []
    let context: Context

    /// How many of the roll's replicas may be named by number.
    let rollCount: Int

    /// Begins with the part of the roll that is made use of.
    init(in context: Context, rollCount: Int) {
        self.context = context
        self.rollCount = rollCount
        writer.count(rollCount)
        if rollCount > 0 { writer.word(context.roll.mark(of: rollCount)) }
    }

    /// Takes note that bytes of another nature begin here.
    mutating func cut() {
        if writer.bytes.count > (cuts.last ?? 0) { cuts.append(writer.bytes.count) }
    }
}

/// A message's body while it is read.
package struct BodyReader {
    /// The bytes.
    package var reader: ByteReader
    let context: Context

    /// How many of the roll's replicas may be named by number.
    let rollCount: Int

    /// Begins with the part of the roll that is made use of, which has to be known here.
    init(_ bytes: [UInt8], in context: Context) throws(MalformedBytes) {
        var reader = ByteReader(bytes)
        let count = try reader.varint()
        let known = count == 0 ? context : try context.knowing(count, of: reader)
        if count > 0, try reader.word() != known.roll.mark(of: Int(count)),
            !known.takesStandIns
        {
            throw reader.failure(.unknownRoll)
        }
        self.reader = reader
        self.context = known
        rollCount = Int(count)
    }
}
