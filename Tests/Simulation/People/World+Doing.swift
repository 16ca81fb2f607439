import Bytes
import Causality
import Sync

/// What people choose to do with a record.
extension World {
    mutating func doing(over view: View, _ sight: Sight, on laptop: Int) -> Doing {
        let isOld = laptops[laptop].isOld
        let life = RegisterKey(Life.register)
        guard view.looks[life] != nil else { return birth(of: view, sight, on: laptop) }
        let plain = Doing.edit([RegisterKey(2): anything()])
        switch dice.below(20) {
        case 0: return .delete
        case 1, 2, 3: return settlement(of: view, sight, on: laptop) ?? unasked() ?? plain
        case 4, 5: return tag(view)
        case 6 where view.record.collection != Trade.line && !isOld:
            return .edit([RegisterKey(Trade.note): anything()])
        case 7 where view.record.collection != Trade.line:
            return .edit([RegisterKey(Trade.address): somewhere(isOld: isOld)])
        case 9 where view.record.collection != Trade.line && !isOld:
            return .edit([RegisterKey(Trade.newest): anything()])
        case 10:
            return .edit([RegisterKey(1): content(of: view), RegisterKey(2): anything()])
        case 8, 11: return undoing(over: view, sight, on: laptop) ?? plain
        case 12...15 where view.record.collection != Trade.line:
            return .edit([RegisterKey(Trade.prose): rewritten(view, sight, on: laptop)])
        default: return plain
        }
    }

    /// Somebody settles what is no conflict.
    private mutating func unasked() -> Doing? {
        guard dice.happens(percent: 15) else { return nil }
        return .resolve([RegisterKey(1 + UInt32(dice.below(2))): anything()])
    }

    private mutating func birth(of view: View, _ sight: Sight, on laptop: Int) -> Doing {
        let isOld = laptops[laptop].isOld
        var values: [RegisterKey: Value?] = [
            RegisterKey(1): content(of: view), RegisterKey(2): anything(),
        ]
        if view.record.collection != Trade.line {
            values[RegisterKey(Trade.address)] = somewhere(isOld: isOld)
            values[RegisterKey(Trade.prose)] = rewritten(view, sight, on: laptop)
        }
        return .edit(values)
    }

    private mutating func tag(_ view: View) -> Doing {
        guard view.record.collection != Trade.line else {
            return .edit([RegisterKey(2): anything()])
        }
        let element = Value.integer(Int64(dice.below(3))).encoded
        let key = RegisterKey(Trade.tags, element: element)
        let isThere = view.looks[key] != nil
        return .edit([key: isThere && dice.happens(percent: 50) ? nil : .bool(true)])
    }

    mutating func somewhere(isOld: Bool) -> Value {
        let members = isOld ? Trade.oldMembers : Trade.members
        return .group(
            members.sorted().map {
                Value.Member(number: $0, value: .integer(Int64(dice.below(6))))
            })
    }

    private mutating func content(of view: View) -> Value {
        guard view.record.collection == Trade.line else { return anything() }
        return .bytes(Trade.key(Trade.draft, UInt8(1 + dice.below(2))).id.bytes)
    }

    mutating func anything() -> Value {
        dice.happens(percent: 4) ? Trade.disliked : .integer(Int64(dice.below(6)))
    }
}

extension Doing {
    /// The doing with the members of groups that its program does not know as they stood.
    ///
    /// An address of an old program's form has the old members alone; whoever wrote the others
    /// meant them to stay.
    func merged(over view: View, isOld: Bool) -> Doing {
        guard case .edit(var values) = self,
            case .group(let members)?? = values[RegisterKey(Trade.address)]
        else { return self }
        let written = Set(members.map(\.number))
        let before = view.looks[RegisterKey(Trade.address)]?.value.members ?? []
        let kept = before.filter { !written.contains($0.number) }
        values[RegisterKey(Trade.address)] = .group(
            (members + kept).sorted { $0.number < $1.number })
        return .edit(values)
    }

    /// The doing in a few words.
    var short: String {
        switch self {
        case .edit(let values): "edit of \(values.keys.map(\.number).sorted())"
        case .resolve(let values): "resolution of \(values.keys.map(\.number).sorted())"
        case .delete: "deletion"
        case .issue: "issue"
        }
    }
}
