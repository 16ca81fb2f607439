import Causality
import Sync

/// What is done where a laptop's rows are not what the log says.
extension World {
    /// Somebody lets a laptop count its rows anew; what differs from the log is fetched again.
    mutating func examine(_ laptop: Int) throws(Finding) {
        let isSound = sabotage.isSound(laptops[laptop].disk.copy)
        guard !isSound || laptops[laptop].program.isAlarmed else { return }
        if !laptops[laptop].disk.isDamaged {
            throw Finding(.parity, "\(laptops[laptop].name) counts other rows than it has")
        }
        guard laptops[laptop].isOnline, !office.log.isRecovering, followUp(on: laptop) else {
            return
        }
        if isTold { tell("\(laptops[laptop].name) fetches again what differs") }
        guard try mend(laptop) else { return }
        laptops[laptop].program.isAlarmed = false
        try happen(.mended, on: laptop)
    }

    /// The doctor has to stand where the office does; `false` if the log does not lead there.
    private mutating func followUp(on laptop: Int) -> Bool {
        let (time, sabotage) = (laptops[laptop].time(at: now), sabotage)
        let copy = laptops[laptop].disk.copy
        guard office.log.point(at: copy.cursor.position) == copy.cursor,
            copy.cursor.position >= office.log.compacted
        else { return false }
        let page = office.log.page(after: copy.cursor.position, countMax: .max)
        let based = payloads(of: page.items.map(\.entry))
        let outcome = commit(on: laptop) { disk, _ in
            let outcome = sabotage.pull(page, into: &disk.copy, milliseconds: time)
            if outcome == .applied { disk.based.formUnion(based) }
            return outcome
        }
        return outcome == .applied && laptops[laptop].disk.copy.cursor == office.log.head
    }

    /// Cuts ranges that differ until few records are left in them, and takes over the office's;
    /// `false` if the program died meanwhile.
    private mutating func mend(_ laptop: Int) throws(Finding) -> Bool {
        let (time, copy) = (laptops[laptop].time(at: now), laptops[laptop].disk.copy)
        let ranges = try differing(from: copy)
        let query = try carried(RecordQuery(point: copy.cursor, ranges: ranges))
        let answer = try carried(office.log.answer(query))
        guard answer.point == copy.cursor else { return false }
        let (keys, records) = (Set(ranges.flatMap(copy.base.keys)), answer.records)
        let isDone: Void? = commit(on: laptop) { disk, _ in
            disk.isDamaged = false
            disk.copy.mend(keys, with: records, milliseconds: time)
            disk.copy.take(digestOf: disk.copy.base.records.values)
        }
        guard isDone != nil else { return false }
        guard laptops[laptop].disk.copy.digest == sabotage.digest(of: office.log) else {
            throw Finding(.parity, "what was fetched does not mend \(laptops[laptop].name)")
        }
        return true
    }
}

extension World {
    /// The ranges of which a laptop and the office hold something else, as small as they become.
    private mutating func differing(from copy: BookCopy) throws(Finding) -> [KeyRange] {
        var ranges = [KeyRange.all]
        while true {
            let asked = try carried(Comparison(point: copy.cursor, ranges: ranges))
            let answer = try carried(office.log.answer(asked))
            let open = zip(ranges, answer.ranges).filter { range, theirs in
                copy.base.digest(of: copy.base.keys(in: range)) != theirs
            }.map(\.0)
            ranges = open.flatMap { range in
                let ours = copy.base.keys(in: range)
                return range.cut(behind: ours.count > 2 ? [ours[ours.count / 2]] : [])
            }
            if ranges.count == open.count { return ranges }
        }
    }
}

/// How the office answers whoever compares what he holds with it.
extension BookLog {
    fileprivate func answer(_ comparison: Comparison) -> Digests {
        Digests(
            point: head, ranges: comparison.ranges.map { state.digest(of: state.keys(in: $0)) })
    }

    fileprivate func answer(_ query: RecordQuery) -> Records {
        Records(
            point: head,
            records: query.ranges.flatMap(state.keys).map { state[$0] })
    }
}

extension BookState {
    fileprivate func keys(in range: KeyRange) -> [RecordKey] {
        records.keys.filter(range.covers).sorted()
    }

    /// The digest of some records, as both sides compute it.
    fileprivate func digest(of keys: [RecordKey]) -> RangeDigest {
        var sum = RangeSum()
        sum.add(keys.map { self[$0] }, using: Fingerprint.hash)
        return sum.digest
    }
}
