/// What can go wrong with a database, and on what.
///
/// An error may carry the text of a statement; it never carries a bound value, so that it can be
/// logged without showing anybody's books.
@usableFromInline
package enum SQLiteError: Error, Equatable {
    /// SQLite refused; the failure carries its codes.
    case failed(SQLiteFailure)
    /// A column holds something else than the program reads from it.
    case mismatch(column: String, expected: String, found: String, sql: String)
    /// The program reads a column that the statement does not deliver.
    case columnOutOfRange(index: Int, count: Int, sql: String)
    /// A statement has another number of parameters than it was given values.
    case bindingCount(expected: Int, given: Int, sql: String)
    /// One statement was expected, and the text holds none or several.
    case notOneStatement(sql: String)
    /// SQLite rolled the transaction back, or the text ended it; nothing more may run in it.
    case transactionEnded(sql: String)
    /// A sync to disk failed earlier, so nothing is written until the database is opened again.
    case writesRefused(SQLiteFailure)
    /// The database does not keep its journal as a write-ahead log.
    case notWriteAhead(path: String, mode: String)
    /// A newer release wrote this database.
    case newerDatabase(found: String, known: String)
    /// A migration that the database has applied is not the one the program carries.
    case changedMigration(name: String)
    /// The names of the migrations are not `v0001-what.sql` in ascending order.
    case misnamedMigration(name: String)
    /// A migration would leave rows that refer to nothing.
    case brokenReferences(migration: String, table: String)
    /// The system refused an operation on a file.
    case file(operation: String, path: String, errno: Int32)
    /// Another file lies where the database was, or none: it was moved, removed or replaced.
    case moved(path: String)
    /// The database was closed.
    case closed
}

/// What SQLite said when it refused.
@usableFromInline
package struct SQLiteFailure: Error, Hashable {
    /// The extended result code.
    package let code: Int32
    /// SQLite's own words; never a bound value.
    package let message: String
    /// The text of the statement, or `nil` when none was running.
    package let sql: String?
    /// The file that could not be opened, or `nil`.
    package let path: String?
    /// The system's error number when an input or output failed, otherwise 0.
    package let systemError: Int32

    init(
        code: Int32, message: String, sql: String? = nil, path: String? = nil,
        systemError: Int32 = 0
    ) {
        self.code = code
        self.message = message
        self.sql = sql
        self.path = path
        self.systemError = systemError
    }

    /// The first eight bits of the code: the family of the failure.
    package var primaryCode: Int32 { code & 0xff }
}
