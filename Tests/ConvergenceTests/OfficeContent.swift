import PostgreSQL
import Sync
import TestOffice

extension Office {
    /// The states of all records of a book, as bytes by their keys.
    func states(of book: BookID) async throws -> [RecordKey: [UInt8]] {
        let query: Query = """
            SELECT collection, record_id, state FROM records WHERE book_id = \(book)
            """
        let rows: [(RecordKey, [UInt8])] = try await pool.withConnection { connection in
            try connection.rows(query) { (row) throws(PostgreSQLError) in
                let collection = UInt32(try row.read(0, as: Int64.self))
                return (RecordKey(collection: collection, id: try row.read(1)), try row.read(2))
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// What is shown of all clients of a book, by their ids.
    func projection(
        of book: BookID, _ columns: [String]
    ) async throws -> [RecordID: [String?]] {
        let names = columns.joined(separator: ", ")
        let query = Query(
            sql: """
                SELECT id, is_alive::text, is_in_conflict::text, \(names)
                FROM clients WHERE book_id = $1
                """, book)
        let rows: [(RecordID, [String?])] = try await pool.withConnection { connection in
            try connection.rows(query) { (row) throws(PostgreSQLError) in
                var cells: [String?] = []
                for index in 0..<(columns.count + 2) { cells.append(try row.read(index + 1)) }
                return (try row.read(0), cells)
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
