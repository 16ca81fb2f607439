import Sync

/// The office's job that merges texts.
extension World {
    private static let merger = TextMerger(schema: Trade.schema, hash: Fingerprint.hash)

    mutating func mergeTexts() throws(Finding) {
        for key in Trade.subjects where key.collection != Trade.line {
            guard !office.log.isRecovering, office.log.attaching == nil,
                office.transaction == nil
            else { return }
            let record = office.log.state[key]
            let writes = Self.merger.writes(for: record).map { sabotage.merge($0, of: record) }
            guard !writes.isEmpty else { continue }
            for write in writes { try Checker.merge(write, of: record, oracle) }
            if isTold { tell("the office merges the texts of \(key.short)") }
            tally.count(.merged)
            try writeAsOffice(writes)
        }
    }

    /// Every program merges what it sees, and so writes what nobody meant: a bug.
    mutating func mergeTexts(on laptop: Int) throws(Finding) {
        guard sabotage.bug == .mergedByAll else { return }
        for key in Trade.subjects where key.collection != Trade.line {
            let record = laptops[laptop].disk.copy[key]
            let writes = Self.merger.writes(for: record)
            _ = try save(writes, meaning: [], over: Shown(of: record), on: laptop)
        }
    }
}
