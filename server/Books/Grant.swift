import Bytes
import Catalog
import Causality
import Identity
import ServerStore
import Sync

/// One grant, as a book is told it.
struct Grant: Hashable {
    /// Whom it is about: the bytes of a person's or a laptop's id.
    let subject: [UInt8]
    /// What it says, by the names of its fields.
    let values: [String: Value]

    /// Tells of a person or of a laptop.
    init(_ fact: GrantFact) {
        var values: [String: Value] = [:]
        values["person"] = fact.person?.value
        values["personName"] = fact.personName.map { .text($0) }
        switch fact.subject {
        case .device(let device, let name, let isRevoked):
            subject = device.bytes
            values["kind"] = .text(isRevoked ? "revocation" : "enrolment")
            values["device"] = device.value
            values["deviceName"] = .text(name)
        case .person(let role):
            subject = fact.person?.bytes ?? []
            values["kind"] = .text("role")
            values["role"] = .text(role)
        }
        self.values = values
    }

    /// Tells that a person does not belong to the book any more.
    init(gone person: PersonID, named name: String?) {
        subject = person.bytes
        var values: [String: Value] = [
            "kind": .text("revocation"), "person": person.value,
        ]
        values["personName"] = name.map { .text($0) }
        self.values = values
    }

    private init(subject: [UInt8], values: [String: Value]) {
        self.subject = subject
        self.values = values
    }

    /// Tells as whom the server itself writes.
    static let server = Grant(
        subject: BookOffice.device.bytes,
        values: [
            "kind": .text("enrolment"), "device": BookOffice.device.value,
            "deviceName": .text("the server"), "personName": .text("Counterfoil"),
        ])
}

/// What a book's grants have told so far.
struct ToldGrants {
    private var last: [[UInt8]: (accepted: Stamp, values: [String: Value])] = [:]
    private var counts: [[UInt8]: Int] = [:]
    private var names: [PersonID: String] = [:]
    /// The people who belonged to the book by what was told last of them.
    var people: Set<PersonID> {
        Set(
            last.compactMap { subject, told in
                told.values["kind"] == .text("role") ? PersonID(bytes: subject) : nil
            })
    }

    /// Takes a grant's record.
    mutating func add(_ record: Record) {
        guard let facts = Facts(record), let accepted = record.accepted else { return }
        let values = Dictionary(
            Catalog.grant.fields.flatMap(\.formNames).compactMap { name in
                facts[name] == .empty ? nil : (name, facts[name])
            }, uniquingKeysWith: { $1 })
        let device: DeviceID? = facts.id("device")
        let person: PersonID? = facts.id("person")
        guard let subject = device?.bytes ?? person?.bytes else { return }
        counts[subject, default: 0] += 1
        if let person, let name = facts.text("personName") { names[person] = name }
        if let before = last[subject], before.accepted > accepted { return }
        last[subject] = (accepted, values)
    }

    /// Whether what a grant says was not the last that was told of whom it is about.
    func lacks(_ grant: Grant) -> Bool { last[grant.subject]?.values != grant.values }

    /// Whether nothing that was accepted later is told of a person or a laptop.
    func isLatest(_ accepted: Stamp, of subject: [UInt8]) -> Bool {
        last[subject].map { $0.accepted <= accepted } ?? true
    }

    /// The id that a grant gets next.
    func id(of grant: Grant) -> RecordID {
        let said = grant.values.sorted { $0.key < $1.key }.flatMap { name, value in
            [Array(name.utf8), value.encoded]
        }
        let turn = Array("\(counts[grant.subject] ?? 0)".utf8)
        return DerivedID.of("grant", [grant.subject, turn] + said)
    }

    /// What a person was called.
    func name(of person: PersonID) -> String? { names[person] }
}

extension Record {
    /// When the first that stands of it was accepted.
    fileprivate var accepted: Stamp? {
        registers.compactMap { $0.value.standing(.first)?.accepted }.min()
    }
}
