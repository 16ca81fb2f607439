import AgentStore
import Bytes
import Sync
import Wire

/// Finds the records of which laptop and server hold something else at the same point of the log,
/// by digests of ever smaller ranges, and fetches them again.
package struct BookExaminer: Sendable {
    /// What was found.
    package struct Findings: Hashable, Sendable {
        /// Whether the laptop's digest was that of what really stood in its file.
        package let wasSound: Bool
        /// Records that differed and were fetched again.
        package let mended: Int
        /// Whether both sides hold the same now.
        package let isEqual: Bool

        /// Tells what was found.
        package init(wasSound: Bool, mended: Int, isEqual: Bool) {
            self.wasSound = wasSound
            self.mended = mended
            self.isEqual = isEqual
        }
    }

    /// A range of so few records is fetched whole.
    private static let fewRecords: UInt64 = 64
    /// Into so many parts a range is cut.
    private static let parts = 16
    /// So many ranges are asked about at once.
    private static let rangesMax = 64

    private let desk: BookDesk
    private let line: ServerLine
    private let enrolment: Enrolment

    init(desk: BookDesk, line: ServerLine, enrolment: Enrolment) {
        self.desk = desk
        self.line = line
        self.enrolment = enrolment
    }

    /// Looks at the whole book, and mends what differs.
    func examine(at milliseconds: UInt64) async throws -> Findings {
        let wasSound = try await desk.settleDigest(at: milliseconds)
        var (open, mended) = ([KeyRange.all], 0)
        while !open.isEmpty {
            let asked = open.prefix(Self.rangesMax).sorted(by: Self.isBefore)
            open.removeFirst(asked.count)
            let difference = try await differing(asked)
            for (range, count) in difference.ranges {
                if count > Self.fewRecords {
                    let cut = try await desk.cut(range, into: Self.parts)
                    if cut.count > 1 {
                        open += cut
                        continue
                    }
                }
                let count = try await fetch(range, at: difference.point, milliseconds)
                mended += count
            }
        }
        if mended > 0 { _ = try await desk.settleDigest(at: milliseconds) }
        let rest = try await differing([.all])
        return Findings(wasSound: wasSound, mended: mended, isEqual: rest.ranges.isEmpty)
    }

    /// Ranges of which both sides hold something else at a point of the log.
    private struct Difference {
        let point: LogPoint
        /// The ranges, and how many records that is at most.
        var ranges: [(range: KeyRange, count: UInt64)] = []
    }

    private func differing(_ ranges: [KeyRange]) async throws -> Difference {
        let mine = try await desk.digests(of: ranges)
        let asked = Comparison(point: mine.point, ranges: ranges)
        let bytes = try await line.ask(asked.frame(in: context), "compare", of: enrolment)
        let theirs = try answered { () throws(MalformedBytes) in
            try Digests(frame: bytes, in: context)
        }
        guard theirs.point == mine.point, theirs.ranges.count == ranges.count else {
            throw Self.grew
        }
        var difference = Difference(point: mine.point)
        for (index, range) in ranges.enumerated() {
            let (one, other) = (mine.ranges[index], theirs.ranges[index])
            if one != other { difference.ranges.append((range, max(one.count, other.count))) }
        }
        return difference
    }

    private static let grew = LinkError.away(
        reason: "The book grew while it was looked at; run 'counterfoil sync doctor' again.")

    /// Ranges are asked for in the order of their records.
    private static func isBefore(_ one: KeyRange, _ other: KeyRange) -> Bool {
        guard let right = other.after else { return false }
        return one.after.map { $0 < right } ?? true
    }

    private func fetch(
        _ range: KeyRange, at point: LogPoint, _ milliseconds: UInt64
    ) async throws -> Int {
        let query = RecordQuery(point: point, ranges: [range])
        let bytes = try await line.ask(query.frame(in: context), "records", of: enrolment)
        let records = try answered { () throws(MalformedBytes) in
            try Records(frame: bytes, in: context)
        }
        var isDone = records.point == point
        if isDone {
            isDone = try await desk.mend(
                [range], with: records.records, at: point, milliseconds: milliseconds)
        }
        guard isDone else { throw Self.grew }
        return records.records.count
    }

    /// Replicas stand in full in records, never by number.
    private var context: Context { Context(roll: Roll(), hash: CopyHash.function) }

    private func answered<Answer>(
        _ read: () throws(MalformedBytes) -> Answer
    ) throws(LinkError) -> Answer {
        do {
            return try read()
        } catch {
            throw .broken(reason: "\(error)")
        }
    }
}
