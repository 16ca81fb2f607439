import Bytes
import Causality
import Sync

/// How people settle what two of them wrote apart.
extension World {
    /// Somebody looks for a record that shows several values of one thing, and settles that; now
    /// and then somebody else does so, too, who has not heard of it.
    mutating func settle(on laptop: Int) throws(Finding) {
        let records = Trade.subjects.filter { isInConflict($0, on: laptop) }
        guard let key = dice.one(of: records) else { return try save(on: laptop) }
        let isAsked = dice.happens(percent: 40)
        let other = dice.below(laptops.count)
        try settle(key, on: laptop)
        guard isAsked, other != laptop, isInConflict(key, on: other) else { return }
        try settle(key, on: other)
    }

    private func isInConflict(_ key: RecordKey, on laptop: Int) -> Bool {
        laptops[laptop].disk.copy[key].registers.contains { $0.value.hasDifferentValues }
    }

    private mutating func settle(_ key: RecordKey, on laptop: Int) throws(Finding) {
        let form = form(of: key, on: laptop)
        guard let doing = settlement(of: form.view, form.sight, on: laptop) else { return }
        try carryOut(doing, in: form, on: laptop)
    }

    /// What settles a conflict that is shown: mine, theirs, or something else; `nil` where nothing
    /// of the sort is shown.
    mutating func settlement(of view: View, _ sight: Sight, on laptop: Int) -> Doing? {
        let isOld = laptops[laptop].isOld
        let open = view.looks.filter { key, look in
            !look.others.isEmpty && !(isOld && [Trade.note, Trade.newest].contains(key.number))
        }
        guard let key = dice.one(of: open.keys.sorted()), let look = open[key],
            let chosen = dice.one(of: [look.value] + look.others)
        else { return nil }
        tally.count(.settled)
        let isEdited = dice.happens(percent: 30)
        switch key.number {
        case Life.register: return .resolve([key: isEdited ? Life.alive.value : chosen])
        case Trade.prose where isEdited:
            return .resolve([key: rewritten(view, sight, on: laptop)])
        case Trade.prose:
            return .resolve([key: text(chosen.prose ?? "", over: sight, on: laptop)])
        case Trade.address where isEdited && !isOld:
            return .resolve([key: somewhere(isOld: false)])
        case 2 where isEdited, Trade.note where isEdited, Trade.newest where isEdited:
            return .resolve([key: anything()])
        default: return .resolve([key: chosen])
        }
    }
}
