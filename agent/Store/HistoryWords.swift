import Bytes
import Catalog
import Causality
import Conflicts
import Sync

/// What a change did to a record, in a person's words.
struct HistoryWords {
    private let key: RecordKey
    private let others: Set<RecordKey>
    private let book: any BookView
    private let teller: Teller

    /// Tells of a record, and of those that say what became of it.
    init(of key: RecordKey, besides others: [RecordKey], in book: any BookView, by teller: Teller) {
        (self.key, self.others) = (key, Set(others))
        (self.book, self.teller) = (book, teller)
    }

    /// What the change wrote, field by field; of another record that it made, all at once.
    func says(_ change: Change) -> [(field: String, says: String)] {
        let own = says(Array(change.writes(to: key)))
        return own
            + change.records.filter(others.contains).compactMap { record in
                let words = says(Array(change.writes(to: record)))
                    .map { "\($0.field) \($0.says)" }.joined(separator: ", ")
                let collection = Catalog.collection(record.collection)?.words ?? "record"
                return words.isEmpty ? nil : (collection, words)
            }
    }

    /// The fields in which values that differ stood side by side, until the change.
    func settled(by change: Change) -> [String] {
        change.writes(to: key).filter { isSettled(by: $0) }.map { write in
            write.address.register == Life.register
                ? "life" : field(write)?.words ?? "\(write.address.register)"
        }
    }

    private func isSettled(by write: Write) -> Bool {
        guard write.replaces.count > 1, write.address.key.element.isEmpty else { return false }
        let policy = Catalog.schema.policy(
            of: write.address.register, in: write.address.record.collection)
        guard policy == .ask || policy == .life else { return false }
        let values = write.replaces.map { dot in
            book.change(dot)?.writes.first { $0.address == write.address }?.value
        }
        return Set(values).count > 1
    }

    private func says(_ writes: [Write]) -> [(field: String, says: String)] {
        let said = writes.flatMap { words(of: $0) }
        if said.isEmpty, let life = writes.first(where: { $0.address.register == Life.register }),
            life.value == Life.alive.value, !life.replaces.isEmpty
        {
            return [("life", "restored")]
        }
        return said
    }

    private func words(of write: Write) -> [(field: String, says: String)] {
        guard let field = field(write) else {
            guard write.address.register == Life.register, let value = write.value,
                let life = Life(value)
            else { return [] }
            return switch life {
            case .alive: []
            case .deleted: [("life", "deleted")]
            case .issued: [("life", "issued")]
            }
        }
        if !write.address.key.element.isEmpty {
            let verb = write.value == nil ? "taken out" : "added"
            return [(field.words, "\(element(write, of: field)) \(verb)")]
        }
        guard let value = write.value else { return [(field.words, "taken out")] }
        guard field.isFlat else {
            return field.type.isTold ? [(field.words, words(of: value, as: field.type))] : []
        }
        return field.type.members.compactMap { member in
            let value = value.members.first { $0.number == member.number }?.value
            guard let value, member.type.isTold else { return nil }
            return (
                SpelledName.separated(member.name, by: " "), words(of: value, as: member.type)
            )
        }
    }

    private func words(of value: Value, as type: FieldType) -> String {
        type.words(of: value) { teller.name(of: $0) }
    }

    private func element(_ write: Write, of field: Field) -> String {
        var reader = ByteReader(write.address.key.element)
        guard case .list(let type, _) = field.type, let value = try? Value(from: &reader) else {
            return "something"
        }
        return "“\(words(of: value, as: type))”"
    }

    private func field(_ write: Write) -> Field? {
        Catalog.collection(write.address.record.collection)?.field(write.address.register)
    }
}

extension FieldType {
    /// Whether it says anything to a person.
    fileprivate var isTold: Bool {
        switch self {
        case .bytes, .hash: false
        default: true
        }
    }
}
