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
        guard let words else {
            return try execute("DELETE FROM searchable WHERE number = ?", held?.number)
        }
        try execute(
            """
            INSERT INTO searchable (collection, id, words) VALUES (?, ?, ?)
            ON CONFLICT (collection, id) DO UPDATE SET words = excluded.words
            """, key.collection, key.id, words)
        try execute(
            """
            INSERT INTO search (rowid, words)
            SELECT number, words FROM searchable WHERE collection = ? AND id = ?
            """, key.collection, key.id)
    }
}
