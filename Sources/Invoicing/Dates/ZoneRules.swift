/// The rules of one time zone: what its clocks show at any moment.
///
/// A value parsed from the bytes of a TZif file (RFC 9636), which the program reads and hands in.
/// A promise: whatever the bytes, parsing gives rules or a `ZoneFault`, and rules answer for every
/// moment.
package struct ZoneRules: Hashable, Sendable {
    /// Moments at which the offset may change, ascending.
    private let transitions: [Int64]
    /// The offset from each of them on, in seconds east of UTC.
    private let offsets: [Int32]
    /// The offset before the first of them.
    private let offsetBefore: Int32
    /// What holds from the last of them on, unless its offset does for ever.
    private let future: RecurringOffset?

    /// UTC itself.
    package static let utc = ZoneRules(
        transitions: [], offsets: [], offsetBefore: 0, future: nil)

    init(
        transitions: [Int64], offsets: [Int32], offsetBefore: Int32, future: RecurringOffset?
    ) {
        self.transitions = transitions
        self.offsets = offsets
        self.offsetBefore = offsetBefore
        self.future = future
    }

    /// Parses the bytes of a TZif file, versions 1 to 4.
    package init(tzif bytes: [UInt8]) throws(InvoicingError) {
        do {
            var reader = try ZoneFileReader(bytes)
            self = try reader.rules()
        } catch {
            throw .zone(error)
        }
    }

    /// Takes a POSIX TZ rule such as `CET-1CEST,M3.5.0,M10.5.0/3`.
    package init(posix rule: String) throws(InvoicingError) {
        do {
            let future = try RecurringOffset(posix: Array(rule.utf8.prefix(257)))
            self.init(
                transitions: [], offsets: [], offsetBefore: future.standard, future: future)
        } catch {
            throw .zone(error)
        }
    }
}

extension ZoneRules {
    /// Seconds east of UTC at a moment.
    package func offset(at moment: Moment) -> Int {
        Int(offset(atSecond: moment.seconds))
    }

    /// The day that clocks show at a moment: what "today" is.
    package func date(at moment: Moment) -> CivilDate {
        let local = Int(moment.seconds) + offset(at: moment)
        return CivilDate(uncheckedDayNumber: Int32(local.flooredQuotient(86_400)))
    }

    /// The time that clocks show at a moment.
    package func time(at moment: Moment) -> TimeOfDay {
        TimeOfDay(unchecked: (Int(moment.seconds) + offset(at: moment)).flooredRemainder(86_400))
    }

    /// The moment when clocks show a time on a day.
    ///
    /// Where the clocks are put back and show it twice, the first time counts; where they are put
    /// forward and skip it, the moment is as much later as the clocks skip. Held at the ends of
    /// time.
    package func moment(of date: CivilDate, at time: TimeOfDay = .midnight) -> Moment {
        let local = Int64(date.dayNumber) * 86_400 + Int64(time.seconds)
        // The offset of the moment sought is one of those in force within 26 hours around it.
        let start = local - Self.reach
        let changes = changes(after: start, through: local + Self.reach)
        var before = offset(atSecond: start)
        for change in changes {
            // Before this change the clocks show the time, or skip it here.
            if local - Int64(before) < change.second { break }
            if local < change.second + Int64(change.offset) { break }
            before = change.offset
        }
        return Moment(clamping: local - Int64(before))
    }

    /// The farthest that local time is from UTC, in seconds.
    static let reach: Int64 = 26 * 3_600

    private func offset(atSecond second: Int64) -> Int32 {
        guard let index = lastTransition(through: second) else {
            if transitions.isEmpty, let future { return future.offset(atSecond: second) }
            return offsetBefore
        }
        if index == transitions.count - 1, let future { return future.offset(atSecond: second) }
        return offsets[index]
    }

    /// The changes in (after, through], ascending.
    private func changes(after: Int64, through: Int64) -> [OffsetChange] {
        var changes: [OffsetChange] = []
        var index = (lastTransition(through: after) ?? -1) + 1
        while index < transitions.count, transitions[index] <= through {
            let second = transitions[index]
            changes.append(OffsetChange(second: second, offset: offset(atSecond: second)))
            index += 1
        }
        guard index == transitions.count, let future else { return changes }
        let start = max(after, transitions.last ?? after)
        return changes + future.changes(after: start, through: through)
    }

    private func lastTransition(through second: Int64) -> Int? {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}

/// From which second on which offset holds.
struct OffsetChange {
    let second: Int64
    let offset: Int32
}
