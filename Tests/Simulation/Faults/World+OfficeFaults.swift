import Bytes
import Causality
import Sync

/// What goes wrong in the office.
extension World {
    mutating func accidentOfOffice() throws(Finding) {
        switch dice.one(of: weather.accidentsOfOffice) {
        case .backup: office.backups.append(office.database)
        case .restoring: restoreOffice()
        case .release: release()
        case .closing: closeReplica()
        case .transaction: try endTransaction(isKilled: dice.happens(percent: 50))
        case .compaction: try compact()
        case .role: try giveRole()
        }
    }

    /// The office's database is restored from a backup, and mostly nobody tells anybody.
    private mutating func restoreOffice() {
        guard office.restores < weather.restoresMax, let backup = dice.one(of: office.backups)
        else { return }
        office.restores += 1
        tally.count(.restored)
        let (from, to) = (office.log.head.position, backup.log.head.position)
        if isTold { tell("the office's database at \(from) is restored from a backup at \(to)") }
        office.database = backup
        office.replica = nil
        if let letter = office.transaction?.letter { letters.append(letter.answering(.silence)) }
        office.transaction = nil
        letters += office.parked.map { $0.answering(.silence) }
        office.parked = []
        promises.excuseUnheld(in: self)
        guard dice.happens(percent: 30) else { return }
        if isTold { tell("an owner says so, and the office stands still") }
        let now = now
        transact { log, _ in log.beginRecovery(milliseconds: now) }
    }

    /// Nobody waits any longer for what laptops might bring back.
    mutating func release() {
        guard office.log.isRecovering else { return }
        transact(isAllowed: true) { log, _ in log.release() }
    }

    /// Backups hold a part of the log, and the office drops a part of that.
    private mutating func compact() throws(Finding) {
        guard !office.log.isRecovering else { return }
        let backedUp = office.backups.map(\.log.head).filter {
            office.log.point(at: $0.position) == $0
        }
        guard let durable = dice.one(of: backedUp.map(\.position)) else { return }
        // A backup that lacks what was declared durable is never used again.
        let point = office.log.point(at: durable)
        office.backups.removeAll { $0.log.point(at: durable) != point }
        let (now, isDropped, before) = (now, dice.happens(percent: 50), office.log.durable)
        transact { log, sabotage in
            sabotage.strike(in: &log, at: now)
            log.declareDurable(durable, ageMillisecondsMin: 0, milliseconds: now)
            if isDropped { log.compact(through: log.durable) }
        }
        try Checker.durability(office.database, after: before, now: now)
        if isDropped { tally.count(.compacted) }
    }

    /// The office folds a replica, whether or not it really ended.
    private mutating func closeReplica() {
        let replicas = office.log.state.knowledge.vector.replicas
        guard let replica = dice.one(of: replicas), !office.log.isRecovering else { return }
        if transact({ log, _ in log.close(replica) }) { tally.count(.closed) }
    }

    /// An owner says what a device may do.
    private mutating func giveRole() throws(Finding) {
        guard let laptop = dice.one(of: laptops) else { return }
        let role: Role = dice.happens(percent: 60) ? .member : .reader
        let isRevoked = dice.happens(percent: 20)
        if isRevoked { tally.count(.revoked) }
        try give(isRevoked ? .revoked : role, to: laptop.disk.copy.device)
    }

    mutating func give(_ role: Role, to device: DeviceID) throws(Finding) {
        let address = RegisterAddress(record: Trade.key(of: device), register: 1)
        let dots = office.log.state[address.record][1].dots
        if isTold { tell("device \(device.text.prefix(4)) becomes a \(role)") }
        try writeAsOffice([
            Write(address: address, value: .integer(role.rawValue), replaces: dots)
        ])
    }
}
