import Causality
import Sync

/// What somebody does with a record that he has open.
enum Doing {
    /// New values for fields; `nil` takes an element out of a set.
    case edit([RegisterKey: Value?])
    /// Values over everything that was shown, where several stand.
    case resolve([RegisterKey: Value])
    case delete
    /// The draft becomes a document.
    case issue(RecordID)
}

extension Doing {
    /// The writes that the program makes of it.
    func writes(over sight: Sight) -> [Write] {
        switch self {
        case .edit(let values): sight.edit(values)
        case .resolve(let values): sight.resolve(values)
        case .delete: sight.deletion()
        case .issue(let document): sight.live(.issued([document]))
        }
    }
}

/// What somebody meant to do to one register.
struct Intent: Hashable {
    let address: RegisterAddress
    /// `nil` takes away what it is meant to replace, and adds nothing.
    let value: Value?
    /// What it is meant to replace.
    let over: Set<Dot>
    /// The hash of the bytes that bore a name when it was shown, as far as that can be told.
    let meant: [Dot: ContentHash]

    init(
        _ address: RegisterAddress, _ value: Value?, over: Set<Dot>,
        meant: [Dot: ContentHash] = [:]
    ) {
        self.address = address
        self.value = value
        self.over = over
        self.meant = meant
    }

    /// The intent with other names for the same.
    func naming(_ names: (Dot) -> Set<Dot>) -> Intent {
        var (over, meant) = (Set<Dot>(), [Dot: ContentHash]())
        for dot in self.over {
            for name in names(dot) {
                over.insert(name)
                meant[name] = self.meant[dot]
            }
        }
        return Intent(address, value, over: over, meant: meant)
    }

    /// The intent with nothing told of names by which another one of this register means another
    /// change.
    func agreeing(with others: [Intent]) -> Intent {
        let other = others.first { $0.address == address }?.meant ?? [:]
        return Intent(
            address, value, over: over,
            meant: meant.filter { other[$0.key] == nil || other[$0.key] == $0.value })
    }

    /// A write that means what it says.
    init(_ write: Write) { self.init(write.address, write.value, over: Set(write.replaces)) }
}

extension View {
    /// What the rules say that a doing means: over what was shown and nothing else, and with the
    /// lives of what it is still wanted for.
    func intents(of doing: Doing) -> [Intent] {
        said(by: doing).map { intent in
            Intent(
                intent.address, intent.value, over: intent.over,
                meant: meant.filter { intent.over.contains($0.key) })
        }
    }

    private func said(by doing: Doing) -> [Intent] {
        switch doing {
        case .edit(let values):
            return values.map { key, value in
                Intent(address(key), value, over: looks[key]?.shown ?? [])
            } + touches(of: values.keys.map(\.number))
        case .resolve(let values):
            return values.map { key, value in
                Intent(address(key), value, over: looks[key]?.all ?? [])
            } + touches(of: values.keys.map(\.number))
        case .delete: return [live(.integer(2))] + touchOfOwner
        case .issue(let document): return [live(Life.issued([document]).value)]
        }
    }

    private func address(_ key: RegisterKey) -> RegisterAddress {
        RegisterAddress(record: record, key: key)
    }

    private func live(_ value: Value) -> Intent {
        let key = RegisterKey(0)
        return Intent(address(key), value, over: looks[key]?.shown ?? [])
    }

    // What is edited is still wanted, but for notes and tags; so is the draft that a line is in.
    private func touches(of fields: [UInt32]) -> [Intent] {
        guard fields.contains(where: { ![0, Trade.note, Trade.tags].contains($0) }) else {
            return []
        }
        let isWritten = fields.contains(0)
        let own = isWritten ? [] : [live(looks[RegisterKey(0)]?.value ?? .integer(1))]
        return own + touchOfOwner
    }

    private var touchOfOwner: [Intent] {
        guard let owner, let life = lifeOfOwner else { return [] }
        return [
            Intent(RegisterAddress(record: owner, register: 0), life.value, over: life.shown)
        ]
    }

    /// After saving, what was written is one's own, and the rest as it was.
    mutating func saved(_ intents: [Intent], as change: Change) {
        let dot = change.dot
        meant[dot] = Fingerprint.hash(change.payload)
        for intent in intents {
            func next(_ look: Look?) -> Look? {
                intent.value.map {
                    let left = (look?.all ?? []).subtracting(intent.over)
                    return Look(
                        value: $0, shown: [dot], all: left.union([dot]),
                        others: left.isEmpty ? [] : look?.others ?? [])
                }
            }
            if intent.address.record == record {
                looks[intent.address.key] = next(looks[intent.address.key])
            } else if intent.address.record == owner {
                lifeOfOwner = next(lifeOfOwner)
            }
        }
    }
}
