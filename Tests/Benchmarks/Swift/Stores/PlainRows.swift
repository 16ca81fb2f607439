import Bytes
import Catalog
import Causality
import SQLite
import Sync

/// What a laptop keeps of clients, as rows that somebody writes by SQL alone: who knows them
/// already, reads nothing and decides nothing.
struct PlainRows {
    private let collection = Catalog.client
    private let upsert: String

    init() {
        let names = ["id", "is_alive", "is_in_conflict"] + collection.columns
        let updates = names.dropFirst().map { "\($0) = excluded.\($0)" }
        upsert = """
            INSERT INTO clients (\(names.joined(separator: ", ")))
            VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
            ON CONFLICT (id) DO UPDATE SET \(updates.joined(separator: ", "))
            """
    }

    /// Writes a client that is new, by a change if one is told.
    func add(
        _ record: Record, by change: Change? = nil, to connection: borrowing Connection
    ) throws {
        let cells = collection.cells(of: record)
        if let change { try keep(change, in: connection) }
        try write(record, cells, to: connection)
        let words = words(cells)
        try connection.execute(
            "INSERT INTO searchable (collection, id, words) VALUES (?, ?, ?)",
            record.key.collection, record.key.id, words)
        try index(words, as: connection.lastInsertRowID, in: connection)
    }

    /// Writes a client that bears another name now.
    func edit(
        _ record: Record, to name: String, by change: Change, in connection: borrowing Connection
    ) throws {
        try keep(change, in: connection)
        var cells = collection.cells(of: record)
        if let place = collection.columns.firstIndex(of: "name") { cells[place] = name }
        try write(record, cells, to: connection)
        let held = try connection.first(
            "SELECT number, words FROM searchable WHERE collection = ? AND id = ?",
            record.key.collection, record.key.id
        ) { (number: try $0.read(0, as: Int64.self), words: try $0.read(1, as: String.self)) }
        guard let held else { return }
        let words = words(cells)
        try connection.execute(
            "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)", held.number,
            held.words)
        try connection.execute(
            "UPDATE searchable SET words = ? WHERE number = ?", words, held.number)
        try index(words, as: held.number, in: connection)
    }

    private func index(
        _ words: String, as number: Int64, in connection: borrowing Connection
    ) throws {
        try connection.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", number, words)
    }

    private func keep(_ change: Change, in connection: borrowing Connection) throws {
        try connection.execute(
            "INSERT INTO own_changes (replica, counter, payload, link) VALUES (?, ?, ?, ?)",
            change.dot.replica, Int64(change.dot.counter), change.payload,
            [UInt8](repeating: 7, count: 32))
    }

    private func write(
        _ record: Record, _ cells: [String?], to connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO record_states (collection, id, seen) VALUES (?, ?, ?)
            ON CONFLICT (collection, id) DO UPDATE SET seen = excluded.seen
            """, record.key.collection, record.key.id, record.encoded)
        try connection.execute(
            upsert,
            bindings: [.blob(record.key.id.bytes), .integer(1), .integer(0)]
                + cells.map { $0.map { .text($0) } ?? .null })
    }

    private func words(_ cells: [String?]) -> String {
        collection.wordColumns.compactMap { cells[$0] }.joined(separator: "\n")
    }
}
