import Bytes
import SQLite
import Sync

/// The words by which a person finds a record, in the same transaction as its state.
extension Connection {
    /// Writes the words of a record; none, where it is not to be found any more.
    func write(words: String?, of key: RecordKey) throws {
        let held = try first(
            "SELECT number, words FROM searchable WHERE collection = ? AND id = ?",
            key.collection, key.id
        ) { (number: try $0.read(0, as: Int64.self), words: try $0.read(1, as: String.self)) }
        guard held?.words != words else { return }
        if let held {
            try execute(
                "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)", held.number,
                held.words)
        }
        switch (held?.number, words) {
        case (let number?, nil):
            try execute("DELETE FROM searchable WHERE number = ?", number)
        case (let number?, let words?):
            try execute("UPDATE searchable SET words = ? WHERE number = ?", words, number)
            try index(words, as: number)
        case (nil, let words?):
            try execute(
                "INSERT INTO searchable (collection, id, words) VALUES (?, ?, ?)", key.collection,
                key.id, words)
            try index(words, as: lastInsertRowID)
        case (nil, nil): break
        }
    }

    private func index(_ words: String, as number: Int64) throws {
        try execute("INSERT INTO search (rowid, words) VALUES (?, ?)", number, words)
    }
}

extension Connection {
    /// Puts a piece of the index in order; `false` once all of it is. What was written at once lies
    /// in many parts there, which edits would have to put together, each a little and now and then
    /// one of them much.
    func tidyWords() throws -> Bool {
        let before = totalChanges
        try execute("INSERT INTO search (search, rank) VALUES ('merge', -64)")
        return totalChanges - before > 1
    }
}
