import CSQLite
import Glibc

extension SQLiteError: CustomStringConvertible {
    /// What failed, on what, and what a person can do next.
    @usableFromInline
    package var description: String {
        switch self {
        case .failed(let failure): failure.description
        case .writesRefused(let failure):
            "The disk did not confirm an earlier write, so the database refuses further writes"
                + " until it is opened again. Check the disk, then start the program again."
                + " (\(failure.reference))"
        case .mismatch(let column, let expected, let found, let sql):
            "Column \(column) holds \(found) where \(expected) was expected. Statement: \(sql)"
        case .columnOutOfRange(let index, let count, let sql):
            "Column \(index) was read from a row of \(count) columns. Statement: \(sql)"
        case .bindingCount(let expected, let given, let sql):
            "\(given) values were given for \(expected) parameters. Statement: \(sql)"
        case .notOneStatement(let sql): "The text is not exactly one statement: \(sql)"
        case .transactionEnded(let sql):
            "The transaction had already been rolled back. Statement: \(sql)"
        case .moved(let path):
            "\(path) was moved, removed or replaced while it was open, so nothing more is written"
                + " or read. Put in its place what is to be there, then start the program again."
        case .closed: "The database is closed. Open it again to use it."
        case .notWriteAhead(let path, let mode):
            "The database \(path) keeps its journal in mode “\(mode)” where a write-ahead log is"
                + " needed. Close whatever else has it open and put it on a local disk."
        case .file(let operation, let path, let errno):
            "Could not \(operation) \(path): \(String(cString: strerror(errno)))."
        default: migrationDescription
        }
    }

    private var migrationDescription: String {
        switch self {
        case .newerDatabase(let found, let known):
            "This database was written by a newer release (it has \(found), this program knows"
                + " \(known)). Upgrade the program, then start it again."
        case .changedMigration(let name):
            "The database was built with another text of \(name) than this program carries."
                + " Install the release that wrote the database, or a newer one."
        case .misnamedMigration(let name):
            "The migration “\(name)” does not continue the sequence v0001-what.sql."
        case .brokenReferences(let migration, let table):
            "The migration \(migration) would leave rows in \(table) that refer to nothing;"
                + " it was rolled back. Check the database with an integrity check."
        default: "The database refused."
        }
    }
}

extension SQLiteFailure: CustomStringConvertible {
    /// What failed, on what, and what a person can do next.
    @usableFromInline
    package var description: String {
        let place = path.map { " File: \($0)." } ?? ""
        let statement = sql.map { " Statement: \($0)" } ?? ""
        return "\(advice) (\(reference))\(place)\(statement)"
    }

    /// The code and SQLite's words, for whoever looks the failure up.
    var reference: String {
        let system = systemError == 0 ? "" : "; \(String(cString: strerror(systemError)))"
        return "SQLite \(code): \(message)\(system)"
    }

    private var advice: String {
        if isDiskFull { return "The disk is full. Free some space and try again." }
        if isFailedSync {
            return "The disk did not confirm a write. Check the disk, then try again."
        }
        return switch primaryCode {
        case SQLITE_BUSY, SQLITE_LOCKED: "The database is in use by another program. Try later."
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            "The database file is damaged. Restore it from a backup."
        case SQLITE_IOERR: "The disk could not be read or written. Check the disk."
        case SQLITE_READONLY: "The database may only be read. Check the rights of its directory."
        case SQLITE_CANTOPEN:
            "The database could not be opened. Check that its directory exists and may be entered."
        case SQLITE_CONSTRAINT: "The change breaks a rule of the database."
        case SQLITE_INTERRUPT: "The statement was interrupted."
        default: "The database refused a statement."
        }
    }
}
