import Causality
import Sync

/// What somebody was shown when he did something, by register: in a form what was on its screen.
struct Shown {
    private let dots: [RegisterAddress: Set<Dot>]

    /// Nothing: whoever states what has happened, or brings other records, replaces nothing.
    static let nothing = Shown(dots: [:])

    private init(dots: [RegisterAddress: Set<Dot>]) { self.dots = dots }

    /// A form shows what stands in each register, and whoever settles something sees all of it.
    init(in view: View, to doing: Doing) {
        var dots: [RegisterAddress: Set<Dot>] = [:]
        for (key, look) in view.looks {
            let isSettled = doing.settles(key)
            dots[RegisterAddress(record: view.record, key: key)] =
                isSettled ? look.all : look.shown
        }
        if let owner = view.owner, let life = view.lifeOfOwner {
            dots[RegisterAddress(record: owner, register: Life.register)] = life.shown
        }
        self.dots = dots
    }

    /// What a change was made over when it was made; it is sent again over the same.
    init(before intents: [Intent]) {
        dots = Dictionary(intents.map { ($0.address, $0.over) }) { $0.union($1) }
    }

    /// Whatever a record holds on a laptop: what its program looks at.
    init(of record: Record) {
        let all = record.registers.map { slot in
            (RegisterAddress(record: record.key, key: slot.key), Set(slot.value.dots))
        }
        dots = Dictionary(uniqueKeysWithValues: all)
    }

    func contains(_ dot: Dot, at address: RegisterAddress) -> Bool {
        dots[address]?.contains(dot) ?? false
    }
}

extension Checker {
    /// A write names nothing that its author was not shown, there, when he opened the record.
    static func informed(_ writes: [Write], _ shown: Shown) throws(Finding) {
        for write in writes {
            for dot in write.replaces where !shown.contains(dot, at: write.address) {
                let place = write.address.short
                throw Finding(
                    .informed, "\(place) is written over \(dot.short), which its author never saw")
            }
        }
    }
}

extension Doing {
    /// Whether it decides between all that a register shows.
    fileprivate func settles(_ key: RegisterKey) -> Bool {
        guard case .resolve(let values) = self else { return false }
        return values[key] != nil
    }
}
