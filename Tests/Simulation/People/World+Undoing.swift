import Bytes
import Sync

/// How people take back what they did.
extension World {
    /// The last thing that was done here to a record is taken back: what stood before it is written
    /// over what is shown now. `nil` where nothing was done.
    mutating func undoing(over view: View, _ sight: Sight, on laptop: Int) -> Doing? {
        let done = laptops[laptop].program.done.last { $0.address.record == view.record }
        guard let done else { return nil }
        let key = done.address.key
        switch (key.number, done.before) {
        case (Trade.tags, nil) where view.looks[key] == nil: return nil
        case (Trade.tags, let before): return undoing(key, as: before)
        case (Trade.prose, let before):
            guard let words = before?.prose, !words.isEmpty else { return nil }
            return undoing(key, as: text(words, over: sight, on: laptop))
        case (Trade.address, .group(let members)?):
            let known = laptops[laptop].isOld ? Trade.oldMembers : Trade.members
            let past = members.filter { known.contains($0.number) }
            // A member that nobody had written then stays.
            let kept = (view.looks[key]?.value.members ?? []).filter { member in
                known.contains(member.number) && !past.contains { $0.number == member.number }
            }
            return undoing(key, as: .group((past + kept).sorted { $0.number < $1.number }))
        case (_, let before): return undoing(key, as: before ?? .empty)
        }
    }

    private mutating func undoing(_ key: RegisterKey, as before: Value?) -> Doing {
        tally.count(.undone)
        return .edit([key: before])
    }
}

/// What somebody did to one register while a program ran.
struct Done {
    let address: RegisterAddress
    /// What was shown there before.
    let before: Value?
}

extension RunningProgram {
    /// Takes note of what was done to registers of a record that was there already.
    mutating func note(_ doing: Doing, over view: View) {
        guard view.looks[RegisterKey(Life.register)] != nil else { return }
        for key in doing.registers.sorted() {
            let address = RegisterAddress(record: view.record, key: key)
            done.removeAll { $0.address == address }
            done.append(Done(address: address, before: view.looks[key]?.value))
        }
    }
}

extension Doing {
    /// The registers that somebody had in mind.
    fileprivate var registers: [RegisterKey] {
        switch self {
        case .edit(let values): Array(values.keys)
        case .resolve(let values): Array(values.keys)
        case .delete: [RegisterKey(Life.register)]
        case .issue: []
        }
    }
}
