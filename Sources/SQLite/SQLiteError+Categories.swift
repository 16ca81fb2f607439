import CSQLite
import Glibc

extension SQLiteFailure {
    /// SQLite's codes for a failed sync: the data may be lost although a later sync succeeds.
    static let failedSyncs = [SQLITE_IOERR | (4 << 8), SQLITE_IOERR | (5 << 8)]

    /// Whether the system could not promise that written data reached the disk.
    package var isFailedSync: Bool { Self.failedSyncs.contains(code) }

    /// Whether there is no room left.
    package var isDiskFull: Bool {
        primaryCode == SQLITE_FULL
            || primaryCode == SQLITE_IOERR && [ENOSPC, EDQUOT].contains(systemError)
    }
}

extension SQLiteError {
    /// What SQLite said, when it was SQLite that refused.
    package var failure: SQLiteFailure? {
        switch self {
        case .failed(let failure), .writesRefused(let failure): failure
        default: nil
        }
    }

    /// SQLite's extended result code, when it was SQLite that refused.
    package var extendedCode: Int32? { failure?.code }

    /// Whether somebody else held the database for longer than the busy timeout.
    package var isBusy: Bool { isPrimary(SQLITE_BUSY) || isPrimary(SQLITE_LOCKED) }

    /// Whether there is no room left; the database can still be read.
    package var isDiskFull: Bool { failure?.isDiskFull ?? false }

    /// Whether the file is damaged or is no database: restore it from a backup.
    package var isCorrupt: Bool { isPrimary(SQLITE_CORRUPT) || isPrimary(SQLITE_NOTADB) }

    /// Whether reading from or writing to the disk failed.
    package var isInputOutput: Bool { isPrimary(SQLITE_IOERR) }

    /// Whether a sync to disk failed and the database therefore refuses writes.
    package var isWriteRefused: Bool {
        if case .writesRefused = self { return true }
        return failure?.isFailedSync ?? false
    }

    /// Whether the database may only be read.
    package var isReadOnly: Bool { isPrimary(SQLITE_READONLY) }

    /// Whether the file could not be opened.
    package var isCannotOpen: Bool { isPrimary(SQLITE_CANTOPEN) }

    /// Whether a running statement was interrupted.
    package var isInterrupted: Bool { isPrimary(SQLITE_INTERRUPT) }

    /// Whether a constraint of the schema refused the change.
    package var isConstraint: Bool { isPrimary(SQLITE_CONSTRAINT) }

    /// Whether a row with this key exists already.
    package var isDuplicate: Bool {
        [SQLITE_CONSTRAINT | (6 << 8), SQLITE_CONSTRAINT | (8 << 8), SQLITE_CONSTRAINT | (10 << 8)]
            .contains(extendedCode)
    }

    /// Whether a row refers to another that does not exist.
    package var isBrokenReference: Bool { extendedCode == SQLITE_CONSTRAINT | (3 << 8) }

    private func isPrimary(_ code: Int32) -> Bool { failure?.primaryCode == code }
}
