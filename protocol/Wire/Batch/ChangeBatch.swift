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

    /// Bytes that a change takes at least in the column of forms.
    private static let formBytesMin = 3

    /// Reads lists of so many changes each.
    static func read(
        _ counts: [Int], from body: inout BodyReader
    ) throws(MalformedBytes) -> [[SentChange]] {
        var decoder = try ChangeDecoder(from: &body)
        var lists: [[SentChange]] = []
        for count in counts { lists.append(try read(count, from: &decoder)) }
        try decoder.columns.finish()
        return lists
    }

    private static func read(
        _ count: Int, from decoder: inout ChangeDecoder
    ) throws(MalformedBytes) -> [SentChange] {
        var changes: [SentChange] = []
        changes.reserveCapacity(min(count, decoder.columns.forms.remaining / formBytesMin))
        for _ in 0..<count {
            let change = try decoder.next()
            // What was not taken apart does not follow the grammar, and nobody has to try.
            changes.append(
                change.claimed == nil
                    ? SentChange(dot: change.dot, unreadable: change.payload)
                    : SentChange(dot: change.dot, payload: change.payload))
        }
        return changes
    }
}
