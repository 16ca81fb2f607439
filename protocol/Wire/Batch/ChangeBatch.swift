import Bytes
import Sync

/// Changes as laptops send them, in columns.
enum ChangeBatch {
    /// Changes of one batch.
    static let changesMax = 10_000

    /// Writes the columns of changes, whose number the reader knows.
    static func write(_ changes: some Sequence<SentChange>, into body: inout BodyWriter) {
        var encoder = ChangeEncoder(roll: body.context.roll, count: body.rollCount)
        for change in changes {
            encoder.add(change.dot, change.payload, isPayload: change.isReadable)
        }
        encoder.columns.write(into: &body)
    }

    /// Reads so many changes.
    static func read(
        _ count: Int, from body: inout BodyReader
    ) throws(MalformedBytes) -> [SentChange] {
        var decoder = try ChangeDecoder(from: &body)
        var changes: [SentChange] = []
        for _ in 0..<count {
            let change = try decoder.next()
            changes.append(SentChange(dot: change.dot, payload: change.payload))
        }
        try decoder.columns.finish()
        return changes
    }
}
