import SQLite

/// The columns of a table with their types, as the database itself names them.
func columnsOfSQLite(at path: String, table: String) throws -> [String] {
    let connection = try Connection.openForReading(at: path)
    return try connection.query(
        "SELECT name || ' ' || type FROM pragma_table_info(?) ORDER BY cid", table
    ) { try $0.read(0) }
}
