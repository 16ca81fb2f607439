import Bookkeeping
import Bytes
import Catalog
import Causality
import Conflicts
import SQLite
import Sync

/// Lays out of a book what a question about it turns out to need.
extension Connection {
    /// Asks until nothing is missing that the answer depends on.
    func ask<Answer>(
        _ book: LaidOutBook, _ question: (LaidOutBook) throws -> Answer
    ) throws -> Answer {
        while true {
            let outcome = Result { try question(book) }
            let missing = book.takeMissing()
            guard !missing.isEmpty else { return try outcome.get() }
            try lay(missing, out: book)
        }
    }

    /// Asks several questions, each of them again until nothing is missing that its answer depends
    /// on; the answers come in any order.
    func ask<Question, Answer>(
        _ questions: [Question], of book: LaidOutBook, _ answer: (Question) throws -> Answer
    ) throws -> [Answer] {
        var (open, answers) = (questions, [Answer]())
        while !open.isEmpty {
            var missing = LaidOutBook.Missing()
            open = try open.filter { question in
                let outcome = Result { try answer(question) }
                let lacking = book.takeMissing()
                guard !lacking.isEmpty else {
                    answers.append(try outcome.get())
                    return false
                }
                missing.formUnion(lacking)
                return true
            }
            try lay(missing, out: book)
        }
        return answers
    }

    /// Lays out who owns some records.
    func layOwners(of records: [Record], out book: LaidOutBook) throws {
        for owner in Set(records.compactMap { Catalog.schema.owner(of: $0) }) {
            _ = book.record(owner)
        }
        try lay(book.takeMissing(), out: book)
    }

    /// Lays out the payments and documents that are joined to what some records are about, at once:
    /// money may join a client's accounts to one long chain, and asking would go along it link by
    /// link.
    func layAccounts(of records: [Record], out book: LaidOutBook) throws {
        let settled = try records.compactMap { Facts($0) }.flatMap { facts in
            facts["records"].members.compactMap { RecordKey($0.value) }
        }.compactMap { try seen($0) }
        let nodes = (records + settled).compactMap { Facts($0) }.flatMap(Accounts.nodes)
        guard !nodes.isEmpty else { return }
        _ = try Accounts.joined(to: nodes) { key in
            let record = try book.laid(key) ?? seen(key) ?? Record(key: key)
            book.lay(record)
            return Facts(record)
        } naming: { node in
            let keys = try self.records(under: .naming(node))
            book.lay(keys, under: .naming(node))
            return keys
        }
    }

    private func lay(_ missing: LaidOutBook.Missing, out book: LaidOutBook) throws {
        for key in missing.records { book.lay(try seen(key) ?? Record(key: key)) }
        for dot in missing.dots { book.lay(try made(dot), for: dot) }
        for key in missing.keys { book.lay(try records(under: key), under: key) }
    }

    /// What a change said: of the log, or of one's own that is not in it yet.
    func made(_ dot: Dot) throws -> LaidOutBook.Made? {
        let logged = try first(
            "SELECT payload, accepted FROM history WHERE replica = ? AND counter = ?", dot.replica,
            dot.counter.stored
        ) { row in
            LaidOutBook.Made(
                change: try Change(payload: try row.read(0)), accepted: try row.read(1))
        }
        return try logged
            ?? first(
                "SELECT payload FROM own_changes WHERE replica = ? AND counter = ?", dot.replica,
                dot.counter.stored
            ) { LaidOutBook.Made(change: try Change(payload: try $0.read(0)), accepted: nil) }
    }

    private func records(under key: IndexKey) throws -> [RecordKey] {
        try query(
            "SELECT collection, id FROM index_keys WHERE topic = ? AND bytes = ?",
            key.topic.rawValue, key.bytes
        ) { RecordKey(collection: try $0.read(0), id: try $0.read(1)) }
    }
}
