import Causality
import Sync

/// The state of a book as it is said, without any cleverness: all changes that are held, and of
/// each register those values that none of them names.
struct Oracle {
    private var accepted: [Dot: Change] = [:]
    private var refused: [Dot: Change] = [:]
    private var forms: [Dot: EmptyForm] = [:]

    /// Holds a part of the log and some changes on top of it.
    init(_ entries: some Sequence<LogEntry>, and overlay: [OwnChange] = []) {
        for case .change(let judged) in entries.map(\.content) {
            switch judged.body {
            case .payload(let payload):
                accepted[judged.dot] = try? Change(payload: payload)
                forms[judged.dot] = nil
            case .empty(let form): forms[judged.dot] = form
            }
        }
        for own in overlay where accepted[own.dot] == nil && forms[own.dot] == nil {
            if own.isRefused {
                refused[own.dot] = own.change
            } else {
                accepted[own.dot] = own.change
            }
        }
    }

    /// The values that stand in every register, by dot.
    var siblings: [RegisterAddress: [Dot: Value]] {
        let named = named
        var result: [RegisterAddress: [Dot: Value]] = [:]
        for change in accepted.values {
            for write in change.writes {
                guard let value = write.value,
                    named[write.address]?.contains(change.dot) != true
                else { continue }
                result[write.address, default: [:]][change.dot] = value
            }
        }
        return result
    }

    /// All dots that some change names in a register, or means by naming a refused one.
    private var named: [RegisterAddress: Set<Dot>] {
        var result: [RegisterAddress: Set<Dot>] = [:]
        for change in accepted.values {
            for write in change.writes {
                for dot in write.replaces { mean(dot, at: write.address, into: &result) }
            }
        }
        return result
    }

    private func mean(
        _ dot: Dot, at address: RegisterAddress, into result: inout [RegisterAddress: Set<Dot>]
    ) {
        guard result[address, default: []].insert(dot).inserted else { return }
        let ofForm = forms[dot]?.namings.filter { $0.address == address }.flatMap(\.replaces)
        let ofChange = refused[dot]?.writes.filter { $0.address == address }.flatMap(\.replaces)
        for next in (ofForm ?? []) + (ofChange ?? []) { mean(next, at: address, into: &result) }
    }
}
