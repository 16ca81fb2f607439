import Bytes
import Causality
import Sync

extension Checker {
    /// What is imported is every record that lives, as it was shown, under another id; a record
    /// that belongs to another one comes after it, and names it again.
    static func imported(
        _ records: [[Write]], as ids: [RecordID: RecordID], of book: [View]
    ) throws(Finding) {
        var come: Set<RecordID> = []
        for view in book where view.isAlive {
            guard let id = ids[view.record.id], id != view.record.id else {
                throw Finding(.imported, "\(view.record.short) has no other id")
            }
        }
        let alive = Dictionary(
            book.filter(\.isAlive).map { (ids[$0.record.id], $0) }, uniquingKeysWith: { $1 })
        for writes in records {
            guard let id = writes.first?.address.record.id, let view = alive[id],
                come.insert(id).inserted
            else { throw Finding(.imported, "a record comes that was not there, or twice") }
            let owner = view.looks[RegisterKey(Trade.draftOfLine)].flatMap(view.owner)
            if let owner = owner.flatMap({ ids[$0] }), !come.contains(owner) {
                throw Finding(.imported, "\(view.record.short) comes before what owns it")
            }
            try compare(writes, view, ids)
        }
        guard come.count == alive.count else {
            throw Finding(.imported, "\(alive.count - come.count) records did not come")
        }
    }

    private static func compare(
        _ writes: [Write], _ view: View, _ ids: [RecordID: RecordID]
    ) throws(Finding) {
        for write in writes {
            let key = write.address.key
            var expected = view.looks[key]?.value
            if case .bytes(let bytes)? = expected, let name = RecordID(bytes: bytes) {
                expected = .bytes((ids[name] ?? name).bytes)
            }
            guard write.value == expected, write.replaces.isEmpty else {
                throw Finding(.imported, "\(view.record.short) comes otherwise than it was")
            }
        }
        guard writes.count == view.looks.count else {
            throw Finding(.imported, "not all of \(view.record.short) comes")
        }
    }
}

extension View {
    /// Whether there is anything of it that is not deleted.
    fileprivate var isAlive: Bool {
        !looks.isEmpty && looks[RegisterKey(Life.register)]?.value != Life.deleted.value
    }

    /// The draft that a line names.
    fileprivate func owner(_ look: Look) -> RecordID? {
        guard record.collection == Trade.line, case .bytes(let bytes) = look.value else {
            return nil
        }
        return RecordID(bytes: bytes)
    }
}
