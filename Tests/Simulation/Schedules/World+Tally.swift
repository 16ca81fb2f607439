import Sync

extension World {
    /// Counts what can be read from the office at the end.
    mutating func tallyOffice() {
        for change in office.database.archive.compactMap(\.change) {
            switch change.ruling {
            case .accepted: continue
            case .needsApproval: tally.count(.deed)
            case .refused(let objection):
                tally.count(objection.code == .dependsOnRefused ? .dependent : .refused)
            }
        }
        for record in office.log.state.records.values {
            tally.count(.conflict, Trade.schema.conflicts(in: record).count)
        }
        tally.count(.early, office.log.state.removedEarly.count)
    }
}
