import CSQLite

extension SQLiteFailure {
    /// Reads what the connection says about the call that just failed.
    ///
    /// While a statement runs, SQLite may quote bound values (a search term, a JSON path); its
    /// own words are therefore kept only where they can name nothing but the schema.
    init(
        of connection: OpaquePointer?, code: Int32, sql: String? = nil, path: String? = nil,
        whileRunning: Bool = false
    ) {
        let namesSchemaOnly = !whileRunning || code & 0xff == SQLITE_CONSTRAINT
        let words =
            namesSchemaOnly && connection != nil
            ? sqlite3_errmsg(connection) : sqlite3_errstr(code)
        let touchesFiles = [SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_FULL].contains(code & 0xff)
        self.init(
            code: code, message: words.map { String(cString: $0) } ?? "unknown", sql: sql,
            path: path,
            systemError: touchesFiles && connection != nil ? sqlite3_system_errno(connection) : 0)
    }
}
