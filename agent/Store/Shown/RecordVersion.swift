import Bytes
import Causality
import Crypto
package import JSON
package import Sync

/// What a person was shown of a record, as a short name: another one as soon as anything else
/// stands there, or somebody has touched it.
///
/// Whoever opens a record keeps the name and gives it back when saving, for what came in between
/// was not seen, and must not be written over as though it had been.
package struct RecordVersion: Hashable, Sendable {
    /// The name.
    package let text: String

    /// Takes a name that was given back.
    package init(named text: String) { self.text = text }

    /// Names what stands in a record. The server's own word of it changes nothing.
    package init(of record: Record) {
        var writer = ByteWriter()
        for slot in record.registers {
            writer.varint(UInt64(slot.key.number))
            writer.block(slot.key.element)
            writer.count(slot.value.siblings.count)
            for sibling in slot.value.siblings {
                writer.identifier(sibling.dot.replica)
                writer.varint(sibling.dot.counter)
            }
        }
        text = Hexadecimal.text(Array(SHA256.digest(writer.bytes).prefix(10)))
    }
}

extension Record {
    /// Throws when something else stands here than whoever writes was shown.
    func check(isStill version: RecordVersion?, called name: String) throws {
        guard let version, version != RecordVersion(of: self) else { return }
        throw AgentStoreError.changedSince(reference: name)
    }
}

extension JSONValue {
    /// What is told of a record, with the name of what stands in it.
    package func versioned(_ record: Record) -> JSONValue {
        guard var object else { return self }
        object["version"] = .string(RecordVersion(of: record).text)
        return .object(object)
    }
}
