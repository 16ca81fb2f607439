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
        let (time, copy) = (laptops[laptop].time(at: now), laptops[laptop].disk.copy)
        guard office.log.point(at: copy.cursor.position) == copy.cursor,
            copy.cursor.position >= office.log.compacted
        else { return false }
        let page = office.log.page(after: copy.cursor.position, countMax: .max)
        let based = payloads(of: page.items.map(\.entry))
        let outcome = commit(on: laptop) { disk, _ in
            disk.based.formUnion(based)
            return disk.copy.pull(page, milliseconds: time)
        }
        return outcome == .applied && laptops[laptop].disk.copy.cursor == office.log.head
    }

    /// Asks the office until nothing differs; `false` if the program died meanwhile.
    private mutating func mend(_ laptop: Int) throws(Finding) -> Bool {
        let time = laptops[laptop].time(at: now)
        var doctor = Doctor(at: laptops[laptop].disk.copy.cursor)
        var step = Doctor.Step.compare(doctor.beginning)
        for _ in 0..<100 {
            switch step {
            case .compare(let comparison):
                let digests = office.log.answer(comparison)
                step = doctor.compare(digests, with: laptops[laptop].disk.copy)
            case .fetch(let query): return try mend(laptop, by: query, at: time)
            case .sound:
                // What was damaged was replaced since; only the sum is wrong.
                let nothing = RecordQuery(point: laptops[laptop].disk.copy.cursor)
                return try mend(laptop, by: nothing, at: time)
            case .elsewhere:
                throw Finding(.parity, "\(laptops[laptop].name) is told to pull at the head")
            }
        }
        throw Finding(.rest, "the doctor of \(laptops[laptop].name) finds no end")
    }

    private mutating func mend(
        _ laptop: Int, by query: RecordQuery, at time: UInt64
    ) throws(Finding) -> Bool {
        let (records, digest) = (office.log.answer(query), office.log.digest.hash)
        let isMended = commit(on: laptop) { disk, _ in
            disk.isDamaged = false
            return disk.copy.mend(query, with: records, digest: digest, milliseconds: time)
        }
        guard let isMended else { return false }
        guard isMended else {
            throw Finding(.parity, "what was fetched does not mend \(laptops[laptop].name)")
        }
        return true
    }
}
