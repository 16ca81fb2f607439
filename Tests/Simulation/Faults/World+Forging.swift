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
            points: [], entries: [VouchedEntry(entry: entry, point: point)],
            receipts: [receipt], isComplete: false)
        let device = copy.device
        _ = transact { log, _ in log.offer(offer, from: device) }
    }
}
