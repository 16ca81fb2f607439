import Bytes
package import Causality
import Invoicing
package import JSON
import Sync
import Wire

/// A frame of the protocol, read to its last byte by the decoders that both sides use.
package struct FrameInspection {
    /// What stands in it.
    package let json: JSONValue
    /// Whether it names replicas by numbers of a roll that is not known here.
    package let namesByNumber: Bool

    /// Where bytes could not be read, and why.
    package struct Failure: Error, CustomStringConvertible {
        /// What the offset counts from.
        let part: Part
        /// What was wrong.
        let error: MalformedBytes

        /// The layers of a frame.
        enum Part: String {
            case frame = "the frame"
            case content = "the frame's content"
            case body = "the body, as it is after decompression"
        }

        /// A sentence for who looks at the file.
        package var description: String {
            "byte \(error.offset) of \(part.rawValue): \(error.reason.rawValue)."
        }
    }

    /// Reads one frame; replicas that it names by number are those of the roll, where one is given.
    package init(_ bytes: [UInt8], roll: [ReplicaID] = []) throws(Failure) {
        guard let kind = bytes.first.flatMap(MessageKind.init) else {
            let reason: MalformedBytes.Reason = bytes.isEmpty ? .truncated : .unknownKind
            throw Failure(part: .frame, error: MalformedBytes(offset: 0, reason: reason))
        }
        let frame = try Self.reading(.frame) { () throws(MalformedBytes) in
            try Frame(bytes, expecting: kind)
        }
        var told: [String: JSONValue] = [
            "kind": .string("\(kind)"), "number": .integer(Int64(kind.rawValue)),
            "bytes": .integer(Int64(bytes.count)),
        ]
        if let type = Self.plain.first(where: { $0.kind == kind }) {
            told["message"] = try Self.reading(.body) { () throws(MalformedBytes) in
                try Self.message(type, bytes)
            }
            (json, namesByNumber) = (.object(told), false)
            return
        }
        let envelope = try Self.reading(.content) { () throws(MalformedBytes) in
            try Envelope(bytes, expecting: kind)
        }
        told["body"] = .integer(Int64(envelope.body.count))
        told["compressed"] = .bool(envelope.body.count > frame.body.count)
        told["signature"] = envelope.signature.map { .string(Hexadecimal.text($0)) }
        let read = try Self.reading(.body) { () throws(MalformedBytes) in
            try Self.session(envelope, roll)
        }
        told["replicasByNumber"] = .integer(Int64(read.numbered))
        told["message"] = read.message
        (json, namesByNumber) = (.object(told), read.numbered > 0 && roll.isEmpty)
    }

    private static func reading<Value>(
        _ part: Failure.Part, _ read: () throws(MalformedBytes) -> Value
    ) throws(Failure) -> Value {
        do throws(MalformedBytes) {
            return try read()
        } catch {
            throw Failure(part: part, error: error)
        }
    }
}

extension FrameInspection {
    private static let plain: [any Message.Type] = [
        Enrol.self, Enrolled.self, Knock.self, Challenge.self, Proof.self, Pass.self,
    ]
    private static let enveloped: [any SessionMessage.Type] = [
        Hello.self, Welcome.self, Push.self, Verdicts.self, Pull.self, Page.self, Offer.self,
        Offered.self, SnapshotQuery.self, SnapshotHead.self, SnapshotChunk.self,
        Comparison.self, Digests.self, RecordQuery.self, Records.self, Alarm.self, Noted.self,
    ]

    private static func message(
        _ type: any Message.Type, _ frame: [UInt8]
    ) throws(MalformedBytes) -> JSONValue {
        MessageText.json(of: try type.init(frame: frame))
    }

    private static func session(
        _ envelope: Envelope, _ replicas: [ReplicaID]
    ) throws(MalformedBytes) -> (message: JSONValue, numbered: Int) {
        guard let type = enveloped.first(where: { $0.kind == envelope.kind }) else {
            throw MalformedBytes(offset: 0, reason: .unknownKind)
        }
        let numbered = try envelope.rollPart.count
        let message = try type.init(envelope, in: context(replicas))
        return (MessageText.json(of: message), numbered)
    }

    private static func context(_ replicas: [ReplicaID]) -> Context {
        guard !replicas.isEmpty else { return .ofStrangers(hash: hash) }
        var roll = Roll()
        for replica in replicas { roll.enter(replica, using: hash) }
        return Context(roll: roll, hash: hash)
    }

    private static let hash: HashFunction = { bytes in
        guard let hash = ContentHash(bytes: SHA256(of: bytes).bytes) else {
            preconditionFailure("a SHA-256 has 32 bytes")
        }
        return hash
    }
}
