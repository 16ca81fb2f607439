import Bytes
import Causality
import Sync

/// The state of a book as it is said, without any cleverness: all changes that are held, what
/// their authors meant, and of each register those values that nobody meant to replace.
///
/// It shares nothing with the merge: neither payloads nor writes, but what people meant when they
/// saved, over all that they had been shown.
struct Oracle {
    /// What one change was meant to do.
    struct Deed {
        let dot: Dot
        let intents: [Intent]
        /// The registers of the intents, by number.
        let slots: [Int]
    }

    private var deeds: [ContentHash: Deed] = [:]
    /// What was first said by the bytes from which a name follows.
    private var reentries: [Dot: ContentHash] = [:]
    private var slots: [RegisterAddress: Int] = [:]
    private(set) var addresses: [RegisterAddress] = []

    /// Takes note of what somebody meant by a change.
    mutating func hear(_ change: Change, intents: [Intent]) {
        let deed = Deed(
            dot: change.dot, intents: intents, slots: intents.map { slot(of: $0.address) })
        let payload = Fingerprint.hash(change.payload)
        deeds[payload] = deed
        Reentry.dot(of: payload, using: Fingerprint.hash).map { reentries[$0] = payload }
    }

    /// A change was entered again under another name, and with it what names it.
    mutating func rename(
        _ old: ContentHash, to new: Change, _ names: [Dot: Set<Dot>]
    ) {
        guard let deed = deeds[old] else { return }
        let intents = deed.intents.map { intent in
            Intent(
                intent.address, intent.value,
                over: Set(intent.over.flatMap { names[$0] ?? [$0] }))
        }
        hear(new, intents: intents)
    }

    /// The bytes of which a name is made, if somebody has made them.
    func original(of dot: Dot) -> ContentHash? { reentries[dot] }

    func deed(of payload: ContentHash) -> Deed? { deeds[payload] }

    /// The number of a register; `nil` where nobody ever meant it.
    func known(_ address: RegisterAddress) -> Int? { slots[address] }

    private mutating func slot(of address: RegisterAddress) -> Int {
        if let slot = slots[address] { return slot }
        slots[address] = addresses.count
        addresses.append(address)
        return addresses.count - 1
    }
}
