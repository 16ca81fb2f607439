import Bytes
import Sync

/// Records as stores keep them, and dots as lists of them.
extension BodyWriter {
    mutating func record(_ record: Record) {
        key(record.key)
        writer.block(record.encoded)
    }

    mutating func records(_ records: [Record]) {
        writer.count(records.count)
        for record in records { self.record(record) }
    }
}

extension BodyReader {
    /// One record, whose state must be written in the one canonical way.
    mutating func record() throws(MalformedBytes) -> Record {
        let key = try key()
        let encoded = try reader.block(max: Limits.recordBytesMax)
        let end = reader.failure(.notCanonical)
        let record: Record
        do throws(MalformedBytes) {
            record = try Record(key: key, encoded: encoded)
        } catch {
            let start = reader.offset - encoded.count
            throw MalformedBytes(offset: start + error.offset, reason: error.reason)
        }
        guard record.encoded == encoded else { throw end }
        return record
    }

    mutating func records(_ count: Int) throws(MalformedBytes) -> [Record] {
        var records: [Record] = []
        for _ in 0..<count { records.append(try record()) }
        return records
    }

    mutating func records() throws(MalformedBytes) -> [Record] {
        try records(try reader.count(max: Limits.recordsMax))
    }
}
