/// A record whose life is over: what is left of it everywhere is that it is over.
extension Record {
    /// Whether all that was said of its life is that it was deleted: nobody who did not know of a
    /// deletion wrote to it.
    package var isOver: Bool {
        let lives = self[Life.register].siblings
        return !lives.isEmpty && lives.allSatisfy { Life($0.value) == .deleted }
    }

    /// What is kept of it once it is over: who deleted it.
    package var grave: Record {
        let life = RegisterKey(Life.register)
        return Record(key: key, registers: Registers([(life, self[life])]))
    }
}

extension BookState {
    /// The state with a grave in the place of every record that is over: what two databases of
    /// which one has dropped what it need not keep hold in common.
    package var buried: BookState {
        BookState(
            knowledge: knowledge, records: records.mapValues { $0.isOver ? $0.grave : $0 },
            removedEarly: removedEarly, refused: refused)
    }

    /// Drops what records held that are over, as far as they are wanted dropped.
    mutating func bury(where isForgettable: (Record) -> Bool) {
        for record in records.values where record.isOver && isForgettable(record) {
            adopt(record.grave)
        }
    }

    /// Puts back what records held whose lives are over, before an entry reaches them.
    mutating func open(_ graves: [Record]) {
        for record in graves where self[record.key].grave == record.grave && record.isOver {
            adopt(record)
        }
    }
}
