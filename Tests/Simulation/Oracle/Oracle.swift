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
        /// The hash of its bytes, and of those that it was before it was entered again.
        let payloads: Set<ContentHash>
    }

    private var deeds: [ContentHash: Deed] = [:]
    /// What was refused and entered again, by its new name: its bytes are those of old.
    private var refused: [Dot: Deed] = [:]
    /// What was left of them when they were: it comes again as it is when a log comes back.
    private var refusedForms: Set<EmptyForm> = []
    /// All that was ever made under a name.
    private var payloads: [Dot: Set<ContentHash>] = [:]
    /// What was first said by the bytes from which a name follows.
    private var reentries: [Dot: ContentHash] = [:]
    private var slots: [RegisterAddress: Int] = [:]
    private(set) var addresses: [RegisterAddress] = []
    /// Every text that was ever written, by its hash, and which of them a change wrote.
    private var proses: [ContentHash: String] = [Fingerprint.hash([]): ""]
    private var prosesOfDots: [Dot: Set<ContentHash>] = [:]
    /// What the texts were made of that a change wrote.
    private var basesOfDots: [Dot: Set<ContentHash>] = [:]

    /// Takes note of what somebody meant by a change.
    ///
    /// Two lives of a clone may come to the same bytes and mean different changes by a name in
    /// them; then it is not known which.
    mutating func hear(
        _ change: Change, intents: [Intent], isByOffice: Bool = false,
        once payloads: Set<ContentHash> = []
    ) {
        let payload = Fingerprint.hash(change.payload)
        let others = deeds[payload]?.intents ?? []
        let intents = intents.map { $0.agreeing(with: others) }
        let deed = Deed(
            dot: change.dot, intents: intents, slots: intents.map { slot(of: $0.address) },
            isByOffice: isByOffice, payloads: payloads.union([payload]))
        hearProse(intents, of: change.dot)
        deeds[payload] = deed
        self.payloads[change.dot, default: []].insert(payload)
        Reentry.dot(of: payload, using: Fingerprint.hash).map { reentries[$0] = payload }
    }

    /// A change was entered again under another name, and with it what names it.
    mutating func rename(
        _ old: ContentHash, to new: Change, _ names: [Dot: Set<Dot>]
    ) {
        guard let deed = deeds[old] else { return }
        let named = new.writes.map { ($0.address, $0.replaces) }
        hear(
            new, intents: naming(deed.intents, by: names, in: named), isByOffice: deed.isByOffice,
            once: deed.payloads)
    }

    /// A refused change was entered again under another name.
    mutating func rename(
        _ old: ContentHash, refusedAs form: EmptyForm, _ names: [Dot: Set<Dot>]
    ) {
        guard let deed = deeds[old] else { return }
        refusedForms.insert(form)
        let named = form.namings.map { ($0.address, $0.replaces) }
        let intents = naming(deed.intents, by: names, in: named)
        hearProse(intents, of: form.dot)
        refused[form.dot] = Deed(
            dot: form.dot, intents: intents, slots: deed.slots, isByOffice: deed.isByOffice,
            payloads: deed.payloads)
    }

    /// Whether what is left of a refused change was seen under this name before.
    func knows(_ form: EmptyForm) -> Bool { refusedForms.contains(form) }

    /// What is meant, by its new names; but what goes on being called as it was, if that is how it
    /// is named now, is meant by its old one: whether rightly is seen by what bears that.
    private func naming(
        _ intents: [Intent], by names: [Dot: Set<Dot>], in named: [(RegisterAddress, [Dot])]
    ) -> [Intent] {
        intents.map { intent in
            let named = named.first { $0.0 == intent.address }?.1 ?? []
            return intent.naming { dot in
                let new = called(dot, at: intent.address, meant: intent.meant[dot], names)
                return named.contains(dot) && new.isDisjoint(with: named) ? [dot] : new
            }
        }
    }

    /// What is called so now, of what was meant: also what nobody has entered again yet, since its
    /// name follows from its bytes. Where it is not known what was meant, it was something that was
    /// shown in this register.
    private func called(
        _ dot: Dot, at address: RegisterAddress, meant: ContentHash?, _ names: [Dot: Set<Dot>]
    ) -> Set<Dot> {
        guard let names = names[dot] else { return [dot] }
        let right = names.filter { name in
            guard let meant else { return couldBeShown(name, at: address) }
            return made(as: name).contains {
                $0 == meant || deeds[$0]?.payloads.contains(meant) == true
            }
        }
        return right.isEmpty ? [dot] : right
    }

    private func couldBeShown(_ name: Dot, at address: RegisterAddress) -> Bool {
        let made = made(as: name).compactMap { deeds[$0] }
        return made.isEmpty
            || made.contains { $0.intents.contains { $0.address == address } }
    }

    /// All that was ever made under a name, and what was to be called so once it is entered again.
    private func made(as name: Dot) -> Set<ContentHash> {
        payloads(of: name).union([reentries[name]].compactMap { $0 })
    }

    /// All that was ever made under a name: more than one change where machines were cloned.
    func payloads(of dot: Dot) -> Set<ContentHash> { payloads[dot] ?? [] }

    /// The bytes of which a name is made, if somebody has made them.
    func original(of dot: Dot) -> ContentHash? { reentries[dot] }

    func deed(of payload: ContentHash) -> Deed? { deeds[payload] }

    /// What was meant by a change of the log.
    func deed(of judged: JudgedChange) -> Deed? {
        let again = judged.ruling.isRefusal ? refused[judged.dot] : nil
        return again ?? deeds[judged.payloadHash(using: Fingerprint.hash)]
    }

    private mutating func hearProse(_ intents: [Intent], of dot: Dot) {
        for intent in intents where intent.address.register == Trade.prose {
            guard let text = intent.value?.prose else { continue }
            let hash = Fingerprint.hash(Array(text.utf8))
            proses[hash] = text
            prosesOfDots[dot, default: []].insert(hash)
            guard let edit = intent.value.flatMap({ TextEdit($0) }) else { continue }
            basesOfDots[dot, default: []].insert(edit.baseHash)
        }
    }

    /// The text of a hash.
    func prose(of hash: ContentHash) -> String? { proses[hash] }

    /// Whether a change wrote a text.
    func prose(of dot: Dot, is hash: ContentHash) -> Bool {
        dots(of: dot).contains { prosesOfDots[$0]?.contains(hash) == true }
    }

    /// Whether a change wrote a text that was made of this one: who goes on with it before anybody
    /// else has it makes the same text further.
    func base(of dot: Dot, is hash: ContentHash) -> Bool {
        dots(of: dot).contains { basesOfDots[$0]?.contains(hash) == true }
    }

    /// A name, and what was called otherwise before it: a change may name one by its new name that
    /// nobody has entered under it yet.
    private func dots(of dot: Dot) -> [Dot] {
        [dot] + [original(of: dot).flatMap { deeds[$0]?.dot }].compactMap { $0 }
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
