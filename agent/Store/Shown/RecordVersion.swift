import Bytes
import Causality
import Crypto
package import JSON
package import Sync

/// What a person was shown of some records, as a short name: another one as soon as anything else
/// stands there, or somebody has touched them.
///
/// Whoever opens a record keeps the name and gives it back when saving, for what came in between
/// was not seen, and must not be written over as though it had been.
package struct RecordVersion: Hashable, Sendable {
    /// The name.
    package let text: String

    /// Takes a name that was given back.
    package init(named text: String) { self.text = text }

    /// Names what stands in records. That the server has taken it changes nothing, unless it
    /// decides which of several values stands.
    package init(of records: [Record]) {
        var writer = ByteWriter()
        for record in records {
            writer.identifier(record.key.id)
            for slot in record.registers { Self.write(slot, into: &writer) }
        }
        text = Hexadecimal.text(Array(SHA256.digest(writer.bytes).prefix(10)))
    }

    private static func write(_ slot: Registers.Slot, into writer: inout ByteWriter) {
        let siblings = slot.value.siblings
        writer.varint(UInt64(slot.key.number))
        writer.block(slot.key.element)
        writer.count(siblings.count)
        for sibling in siblings {
            writer.identifier(sibling.dot.replica)
            writer.varint(sibling.dot.counter)
            if siblings.count > 1 { writer.varint(sibling.stamp.bits) }
        }
    }

    /// Throws when what whoever writes was shown is not this any more.
    static func check(
        _ records: [Record], areStill version: RecordVersion?, called name: String
    ) throws {
        guard let version, version != RecordVersion(of: records) else { return }
        throw AgentStoreError.changedSince(reference: name)
    }
}

extension JSONValue {
    /// What is told of records, with the name of what stands in them.
    package func versioned(_ records: Record...) -> JSONValue { versioned(records) }

    func versioned(_ records: [Record]) -> JSONValue {
        guard var object else { return self }
        object["version"] = .string(RecordVersion(of: records).text)
        return .object(object)
    }
}
