import Causality
import Sync

// What a person's program writes.
extension Sabotage {
    /// The doing as the program carries it out: members that it does not know stay.
    func merged(_ doing: Doing, over view: View, isOld: Bool) -> Doing {
        guard case .edit(var values) = doing, let value = values[Self.address],
            case .group(let members)? = value
        else { return doing }
        if bug == .memberDropped { return doing }
        let known = isOld ? Trade.oldMembers : Trade.members
        let before = view.looks[Self.address]?.value ?? .empty
        values[Self.address] = before.replacing(known, with: members)
        return .edit(values)
    }

    private static let address = RegisterKey(Trade.address)

    /// The writes that are saved.
    func writes(_ writes: [Write], doing: Doing, over sight: Sight) -> [Write] {
        switch bug {
        case .namesUnshown:
            guard case .edit(let values) = doing else { return writes }
            let all = values.compactMapValues { $0 }
            return all.count == values.count ? sight.resolve(all) : writes
        case .childTouchesNothing:
            return writes.filter { $0.address.record == sight.record }
        case .unionByWholeSet: return writes.map { wholeSet($0, over: sight) }
        default: return writes
        }
    }

    /// A write of one tag as a write of all of them.
    private func wholeSet(_ write: Write, over sight: Sight) -> Write {
        guard write.address.register == Trade.tags else { return write }
        let key = RegisterKey(Trade.tags)
        return Write(
            address: RegisterAddress(record: write.address.record, key: key),
            value: .bytes(write.value == nil ? [] : write.address.key.element),
            replaces: sight[key]?.shown ?? [])
    }
}
