package import Bytes
package import Sync

/// What both sides have agreed upon before they speak: the numbers of replicas, and the hash.
package struct Context: Sendable {
    /// The replicas that have numbers; an empty roll means that all are named in full.
    package let roll: Roll
    /// Computes SHA-256.
    package let hash: HashFunction

    /// Gathers what is agreed upon.
    package init(roll: Roll = Roll(), hash: @escaping HashFunction) {
        self.roll = roll
        self.hash = hash
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
        guard count <= UInt64(context.roll.count) else { throw reader.failure(.unknownRoll) }
        rollCount = Int(count)
        if rollCount > 0, try reader.word() != context.roll.mark(of: rollCount) {
            throw reader.failure(.unknownRoll)
        }
        self.reader = reader
        self.context = context
    }
}
