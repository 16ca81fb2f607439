import Catalog
import SQLite

/// A new base in a file of its own takes over what is the laptop's.
extension Connection {
    /// Runs the body with another book's file at hand as `book`, which somebody else has locked:
    /// it is only read.
    func withBook<Result>(
        at path: String, _ body: (borrowing Connection) throws -> Result
    ) throws -> Result {
        try execute("ATTACH DATABASE ? AS book", path)
        let result = Swift.Result { try transaction(.deferred) { try body(self) } }
        try execute("DETACH DATABASE book")
        return try result.get()
    }

    /// Brings whatever is not of the base: one's own changes, what became of them, number series,
    /// keys, the book's name, and all that a later version will keep.
    func takeOver() throws {
        let names: [String] = try query(
            """
            SELECT name FROM book.sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY name
            """
        ) { try $0.read(0) }
        let base = Self.baseTables
        for name in names where !base.contains(name) && !name.hasPrefix("search_") {
            try execute("INSERT OR IGNORE INTO main.\"\(name)\" SELECT * FROM book.\"\(name)\"")
        }
    }

    /// What follows from the server's log alone. Entries that were kept for a server that lost its
    /// log are told apart by comparison; what vouches for them comes along.
    private static var baseTables: Set<String> {
        Set(Catalog.collections.map(\.table)).union([
            "copy", "record_states", "held_replicas", "refused_changes", "early_removals",
            "kept_entries", "searchable", "search", "index_keys", "conflicts", "history",
            "history_records", "arrival", "arrived_ranges", "schema_migrations",
        ])
    }
}
