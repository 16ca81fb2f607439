import Bytes
import Causality
import Sync

/// An agent that was tampered with tells the office of changes that were never accepted.
extension World {
    mutating func forge(on laptop: Int) throws(Finding) {
        guard laptops[laptop].isOnline else { return }
        let copy = laptops[laptop].disk.copy
        let key = Trade.key(Trade.client, 1)
        let change = Change(
            dot: Dot(replica: .random(using: &dice), counter: 1), device: Trade.officeDevice,
            claimed: Stamp(milliseconds: now), schemaVersion: 2,
            writes: [
                Write(
                    address: RegisterAddress(record: key, register: 1), value: .text("forged"),
                    replaces: copy[key][1].dots)
            ])
        let stamp = Stamp(milliseconds: now)
        let judged = JudgedChange(
            dot: change.dot, body: .payload(change.payload), ruling: .accepted,
            stamps: Stamps(effective: stamp, accepted: stamp))
        let entry = LogEntry(
            position: copy.cursor.position + 1, content: .change(judged))
        guard let point = copy.cursor.after(entry, using: Fingerprint.hash) else { return }
        let receipt = Receipt(
            book: Trade.book, start: copy.cursor, hashes: [point.hash], key: 1,
            signature: [UInt8](repeating: 7, count: 64))
        tally.count(.forged)
        if isTold { tell("\(laptops[laptop].name) forges an entry at \(entry.position)") }
        let offer = Offer(
            points: [], mark: point.hash, entries: [VouchedEntry(entry: entry, point: point)],
            receipts: [receipt])
        let device = copy.device
        _ = transact { log, _ in log.offer(offer, from: device) }
        try pretend(point, beside: receipt, from: device)
    }

    /// It also names a point of a history that never was: that stops nobody else's work.
    private mutating func pretend(
        _ point: LogPoint, beside receipt: Receipt, from device: DeviceID
    ) throws(Finding) {
        let (now, wasRecovering) = (now, office.log.isRecovering)
        let isRevoked = office.role(of: device) == .revoked
        let points = [point]
        let offer = Offer(points: points, mark: point.hash, entries: [], receipts: [receipt])
        transact { log, _ in
            _ = log.answer(
                Hello(
                    protocolVersion: 1, schemaVersion: 2, book: Trade.book, device: device,
                    lanes: [], vector: VersionVector(), points: points),
                isRevoked: isRevoked, milliseconds: now)
            _ = log.answer(
                Pull(points: points, waitSeconds: 0), from: device, isRevoked: isRevoked,
                countMax: 1, milliseconds: now)
            _ = log.answer(offer, from: device, isRevoked: isRevoked, milliseconds: now)
        }
        if !isRevoked { office.database.roster.hear(device, at: nil, now: now) }
        guard office.log.isRecovering == wasRecovering else {
            throw Finding(.hold, "the office stands still for a point that nobody has proved")
        }
        guard !office.log.superseded.contains(point) else {
            throw Finding(.hold, "the office keeps a point that nobody has proved")
        }
    }
}
