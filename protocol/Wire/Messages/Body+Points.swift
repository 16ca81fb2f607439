import Bytes
import Causality
import Sync

/// Points of history, receipts, standings: what several messages have in common.
extension BodyWriter {
    mutating func point(_ point: LogPoint) {
        writer.varint(point.position)
        writer.contentHash(point.hash)
    }

    mutating func points(_ points: [LogPoint]) {
        writer.count(points.count)
        for point in points { self.point(point) }
    }

    mutating func standing(_ standing: Standing) {
        switch standing {
        case .goOn: writer.byte(1)
        case .snapshot: writer.byte(2)
        case .recovering: writer.byte(3)
        case .upgradeNeeded(let version):
            writer.byte(4)
            writer.varint(UInt64(version))
        case .revoked: writer.byte(5)
        }
    }

    mutating func flag(_ flag: Bool) { writer.byte(flag ? 1 : 0) }

    mutating func key(_ key: RecordKey) {
        writer.varint(UInt64(key.collection))
        writer.identifier(key.id)
    }

    mutating func optional(_ key: RecordKey?) {
        flag(key != nil)
        if let key { self.key(key) }
    }

    mutating func receiptKeys(_ keys: [ReceiptKey]) {
        writer.count(keys.count)
        for key in keys {
            writer.varint(UInt64(key.number))
            writer.block(key.bytes)
        }
    }
}

extension BodyReader {
    mutating func point() throws(MalformedBytes) -> LogPoint {
        LogPoint(position: try reader.ordinal(), hash: try reader.contentHash())
    }

    mutating func points() throws(MalformedBytes) -> [LogPoint] {
        var points: [LogPoint] = []
        for _ in 0..<(try reader.count(max: Limits.pointsMax)) { points.append(try point()) }
        return points
    }

    mutating func standing() throws(MalformedBytes) -> Standing {
        switch try reader.byte() {
        case 1: return .goOn
        case 2: return .snapshot
        case 3: return .recovering
        case 4: return .upgradeNeeded(protocolVersion: try reader.number())
        case 5: return .revoked
        default: throw reader.failure(.unknownKind)
        }
    }

    mutating func flag() throws(MalformedBytes) -> Bool {
        switch try reader.byte() {
        case 0: return false
        case 1: return true
        default: throw reader.failure(.notCanonical)
        }
    }

    mutating func key() throws(MalformedBytes) -> RecordKey {
        RecordKey(collection: try reader.number(), id: try reader.identifier())
    }

    mutating func optionalKey() throws(MalformedBytes) -> RecordKey? {
        try flag() ? try key() : nil
    }

    mutating func receiptKeys() throws(MalformedBytes) -> [ReceiptKey] {
        var keys: [ReceiptKey] = []
        for _ in 0..<(try reader.count(max: Limits.keysMax)) {
            let number = try reader.number()
            keys.append(
                ReceiptKey(
                    number: number, bytes: try reader.block(exactly: Limits.publicKeyBytes)))
        }
        return keys
    }
}
