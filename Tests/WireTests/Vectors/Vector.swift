import Bytes
import Causality
import Sync
import Wire

/// Golden bytes: what they are, and how they are read and written.
struct Vector: Sendable {
    /// What a vector's bytes are.
    enum Subject: String {
        case frame, payload, entry, state
    }

    let name: String
    let subject: Subject
    /// The kind of a frame's message; 0 of anything else.
    let kind: UInt8
    let bytes: [UInt8]

    /// The replicas that have numbers in all vectors.
    static let roll: [ReplicaID] = (1...4).map { number in
        ReplicaID(words: (high: 0x1111_1111_1111_1111 &* number, low: number))
    }
    static let book = BookID(words: (high: 0xb0, low: 0x0b))
    static let device = DeviceID(words: (high: 0xde, low: 0x1c))

    static let context: Context = {
        var roll = Roll()
        for replica in Vector.roll { roll.enter(replica, using: sha256) }
        return Context(roll: roll, hash: sha256)
    }()

    init(_ name: String, _ subject: Subject, kind: UInt8 = 0, _ bytes: [UInt8]) {
        (self.name, self.subject, self.kind, self.bytes) = (name, subject, kind, bytes)
    }

    init(_ name: String, _ message: some SessionMessage, rollCount: Int = 0) {
        self.init(
            name, .frame, kind: type(of: message).kind.rawValue,
            message.frame(in: Self.context, rollCount: rollCount))
    }

    init(_ name: String, _ message: some Message) {
        self.init(name, .frame, kind: type(of: message).kind.rawValue, message.frame)
    }
}

extension Vector {
    static let session: [any SessionMessage.Type] = [
        Hello.self, Welcome.self, Push.self, Verdicts.self, Pull.self,
        Page.self, Offer.self, Offered.self, SnapshotQuery.self, SnapshotHead.self,
        SnapshotChunk.self, Comparison.self, Digests.self, RecordQuery.self, Records.self,
        Alarm.self, Noted.self,
    ]
    private static let others: [any Message.Type] = [
        Enrol.self, Enrolled.self, Knock.self, Challenge.self, Proof.self, Pass.self,
    ]

    /// Reads the bytes and writes them again, up to compression.
    func again() throws(MalformedBytes) -> (read: [UInt8], written: [UInt8]) {
        switch subject {
        case .frame: return try frameAgain()
        case .payload: return (bytes, try Change(payload: bytes).payload)
        case .entry:
            var reader = ByteReader(bytes)
            let entry = try LogEntry(from: &reader)
            try reader.finish()
            return (bytes, entry.encoded)
        case .state:
            let key = RecordKey(collection: 1, id: RecordID(words: (high: 1, low: 1)))
            return (bytes, try Record(key: key, encoded: bytes).encoded)
        }
    }

    private func frameAgain() throws(MalformedBytes) -> (read: [UInt8], written: [UInt8]) {
        if let type = Self.session.first(where: { $0.kind.rawValue == kind }) {
            let envelope = try Envelope(bytes, expecting: type.kind)
            return (envelope.body, try again(type, envelope))
        }
        guard let type = Self.others.first(where: { $0.kind.rawValue == kind }) else {
            throw MalformedBytes(offset: 1, reason: .unknownKind)
        }
        return (bytes, try again(type))
    }

    private func again(
        _ type: (some SessionMessage).Type, _ envelope: Envelope
    ) throws(MalformedBytes) -> [UInt8] {
        var reader = ByteReader(envelope.body)
        let message = try type.init(envelope, in: Self.context)
        let count = Int(clamping: try reader.varint())
        return message.body(in: Self.context, rollCount: count).writer.bytes
    }

    private func again(_ type: (some Message).Type) throws(MalformedBytes) -> [UInt8] {
        try type.init(frame: bytes).frame
    }
}
