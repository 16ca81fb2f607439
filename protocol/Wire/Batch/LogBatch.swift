import Bytes
import Causality
import Sync

/// Entries of the log in columns: their changes as in any batch, and what the server said of them.
enum LogBatch {
    /// Entries of one batch.
    static let entriesMax = 10_000

    private enum Kind {
        static let payload: UInt8 = 1
        static let empty: UInt8 = 2
        static let closed: UInt8 = 3
    }

    /// What the next entry is compared with.
    private struct Memory {
        var position: UInt64 = 0
        var effective: UInt64 = 0
        var accepted: UInt64 = 0
    }

    /// Writes the number of entries, then their columns.
    static func write(_ entries: some Collection<LogEntry>, into body: inout BodyWriter) {
        body.writer.count(entries.count)
        var (changes, memory) = (
            ChangeEncoder(roll: body.context.roll, count: body.rollCount), Memory()
        )
        for entry in entries { write(entry, into: &changes, &memory) }
        changes.columns.write(into: &body)
    }

    private static func write(
        _ entry: LogEntry, into changes: inout ChangeEncoder, _ memory: inout Memory
    ) {
        let kind: UInt8 =
            switch entry.content {
            case .change(let change):
                if case .payload = change.body { Kind.payload } else { Kind.empty }
            case .closed: Kind.closed
            }
        changes.columns.entries.byte(kind)
        changes.columns.entries.difference(of: entry.position, from: memory.position &+ 1)
        memory.position = entry.position
        switch entry.content {
        case .change(let change): write(change, into: &changes, &memory)
        case .closed(let replica):
            changes.columns.entries.count(changes.replica(FullID(replica)))
        }
    }

    private static func write(
        _ change: JudgedChange, into changes: inout ChangeEncoder, _ memory: inout Memory
    ) {
        var expected = memory.effective
        switch change.body {
        case .payload(let payload):
            if changes.add(change.dot, payload) { expected = changes.lastClaimed }
        case .empty(let form): form.encode(into: &changes.columns.blocks)
        }
        if change.ruling == .accepted {
            changes.columns.entries.byte(0)
        } else {
            changes.columns.entries.byte(1)
            change.ruling.encode(into: &changes.columns.blocks)
        }
        let (effective, accepted) = (change.stamps.effective.bits, change.stamps.accepted.bits)
        changes.columns.stamps.difference(of: effective, from: expected)
        changes.columns.stamps.difference(of: accepted >> 16, from: memory.accepted >> 16)
        let isSame = accepted >> 16 == memory.accepted >> 16
        changes.columns.entries.difference(
            of: accepted & 0xffff, from: isSame ? (memory.accepted & 0xffff) + 1 : 0)
        (memory.effective, memory.accepted) = (effective, accepted)
    }
}

extension LogBatch {
    /// Reads entries.
    static func read(from body: inout BodyReader) throws(MalformedBytes) -> [LogEntry] {
        let count = try body.reader.count(max: entriesMax)
        var (changes, memory) = (try ChangeDecoder(from: &body), Memory())
        var entries: [LogEntry] = []
        for _ in 0..<count { entries.append(try entry(from: &changes, &memory)) }
        try changes.columns.finish()
        return entries
    }

    private static func entry(
        from changes: inout ChangeDecoder, _ memory: inout Memory
    ) throws(MalformedBytes) -> LogEntry {
        let kind = try changes.columns.entries.byte()
        let expected = memory.position &+ 1
        memory.position = try changes.columns.entries.ordinal(from: expected)
        let content: LogEntry.Content
        switch kind {
        case Kind.payload:
            let change = try changes.next()
            content = .change(
                try judged(
                    change.dot, .payload(change.payload),
                    expected: change.claimed ?? memory.effective, from: &changes, &memory))
        case Kind.empty:
            let form = try EmptyForm(from: &changes.columns.blocks)
            content = .change(
                try judged(
                    form.dot, .empty(form), expected: memory.effective, from: &changes, &memory))
        case Kind.closed:
            let number = Int(clamping: try changes.columns.entries.varint())
            let replica = try changes.replica(number)
            content = .closed(changes.replicas.entries[replica].id.named())
        default: throw changes.columns.entries.failure(.unknownKind)
        }
        return LogEntry(position: memory.position, content: content)
    }

    private static func judged(
        _ dot: Dot, _ body: JudgedChange.Body, expected: UInt64,
        from changes: inout ChangeDecoder, _ memory: inout Memory
    ) throws(MalformedBytes) -> JudgedChange {
        let isOther = try changes.columns.entries.byte()
        guard isOther < 2 else { throw changes.columns.entries.failure(.notCanonical) }
        let ruling = isOther == 0 ? .accepted : try Ruling(from: &changes.columns.blocks)
        guard isOther == 0 || ruling != .accepted else {
            throw changes.columns.entries.failure(.notCanonical)
        }
        memory.effective = try changes.columns.stamps.difference(from: expected)
        let milliseconds = try changes.columns.stamps.difference(from: memory.accepted >> 16)
        let isSame = milliseconds == memory.accepted >> 16
        let counter = try changes.columns.entries.difference(
            from: isSame ? (memory.accepted & 0xffff) + 1 : 0)
        guard milliseconds <= Stamp.millisecondsMax, counter <= 0xffff else {
            throw changes.columns.stamps.failure(.numberTooLarge)
        }
        memory.accepted = milliseconds << 16 | counter
        return JudgedChange(
            dot: dot, body: body, ruling: ruling,
            stamps: Stamps(
                effective: Stamp(bits: memory.effective), accepted: Stamp(bits: memory.accepted)))
    }
}
