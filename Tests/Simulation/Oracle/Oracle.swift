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
        /// Whether the office made it by itself.
        let isByOffice: Bool
    }

    private var deeds: [ContentHash: Deed] = [:]
    /// What was first said by the bytes from which a name follows.
    private var reentries: [Dot: ContentHash] = [:]
    private var slots: [RegisterAddress: Int] = [:]
    private(set) var addresses: [RegisterAddress] = []
    /// Every text that was ever written, by its hash, and which of them a change wrote.
    private var proses: [ContentHash: String] = [Fingerprint.hash([]): ""]
    private var prosesOfDots: [Dot: Set<ContentHash>] = [:]

    /// Takes note of what somebody meant by a change.
    mutating func hear(_ change: Change, intents: [Intent], isByOffice: Bool = false) {
        let deed = Deed(
            dot: change.dot, intents: intents, slots: intents.map { slot(of: $0.address) },
            isByOffice: isByOffice)
        hearProse(intents, of: change.dot)
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

    private mutating func hearProse(_ intents: [Intent], of dot: Dot) {
        for intent in intents where intent.address.register == Trade.prose {
            guard let text = intent.value?.prose else { continue }
            let hash = Fingerprint.hash(Array(text.utf8))
            proses[hash] = text
            prosesOfDots[dot, default: []].insert(hash)
        }
    }

    /// The text of a hash.
    func prose(of hash: ContentHash) -> String? { proses[hash] }

    /// Whether a change wrote a text.
    func prose(of dot: Dot, is hash: ContentHash) -> Bool {
        prosesOfDots[dot]?.contains(hash) ?? false
    }

    /// The number of a register; `nil` where nobody ever meant it.
    func known(_ address: RegisterAddress) -> Int? { slots[address] }

    private mutating func slot(of address: RegisterAddress) -> Int {
        if let slot = slots[address] { return slot }
        slots[address] = addresses.count
        addresses.append(address)
        return addresses.count - 1
    }
}
