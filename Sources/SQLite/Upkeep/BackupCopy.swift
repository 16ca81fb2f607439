import CSQLite
import Glibc

/// A copy of a database that is being made beside its place, and put there when it is whole.
///
/// 1. Nobody ever sees half a copy under the final name.
/// 2. An abandoned copy leaves nothing behind.
/// 3. After `finish` the copy survives a power cut.
struct BackupCopy: ~Copyable {
    private let path: String
    private let partialPath: String

    init(to path: String) {
        self.path = path
        partialPath = path + ".partial"
        removePartial()
    }

    deinit {
        // After `finish` there is nothing under this name any more.
        removePartial()
    }

    /// Copies the snapshot that the source is reading, some pages at a time.
    ///
    /// The source stays in one read transaction, so that commits beside it do not start the copy
    /// over, and no lock of the writer is held.
    borrowing func fill(
        from source: borrowing Connection, pagesPerStep: Int32,
        progress: (BackupProgress) throws -> Void
    ) throws {
        let mode = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let target = try Connection.openFile(at: partialPath, mode: mode)
        defer { sqlite3_close_v2(target) }
        guard let backup = sqlite3_backup_init(target, "main", source.handle, "main") else {
            throw failure(of: target, code: sqlite3_extended_errcode(target))
        }
        var isFinished = false
        defer { if !isFinished { sqlite3_backup_finish(backup) } }
        while true {
            let code = sqlite3_backup_step(backup, pagesPerStep)
            let total = Int(sqlite3_backup_pagecount(backup))
            let left = Int(sqlite3_backup_remaining(backup))
            guard code == SQLITE_OK || code == SQLITE_DONE else {
                throw failure(of: nil, code: code)
            }
            try progress(BackupProgress(copiedPageCount: total - left, pageCount: total))
            if code == SQLITE_DONE { break }
        }
        isFinished = true
        let code = sqlite3_backup_finish(backup)
        guard code == SQLITE_OK else { throw failure(of: target, code: code) }
        // The copy is one file, without a log beside it.
        let closed = sqlite3_exec(target, "PRAGMA journal_mode = DELETE", nil, nil, nil)
        guard closed == SQLITE_OK else { throw failure(of: target, code: closed) }
    }

    /// Checks the copy before it takes the place of an older one, which may be the last good one.
    borrowing func expectWhole() throws {
        let copy = try Connection.openForReading(at: partialPath)
        guard let finding = try copy.integrityFindings(.quick).first else { return }
        throw SQLiteError.failed(
            SQLiteFailure(code: SQLITE_CORRUPT, message: finding, path: path))
    }

    /// Syncs the copy, puts it in place of whatever was there, and syncs the directory.
    borrowing func finish() throws(SQLiteError) {
        try sync(partialPath, flags: O_RDONLY)
        guard rename(partialPath, path) == 0 else { throw refused("rename", partialPath) }
        let end = path.lastIndex(of: "/")
        let directory = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        try sync(directory, flags: O_RDONLY | O_DIRECTORY)
    }

    private borrowing func sync(_ path: String, flags: Int32) throws(SQLiteError) {
        let file = Glibc.open(path, flags | O_CLOEXEC)
        guard file >= 0 else { throw refused("open", path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw refused("sync", path) }
    }

    private borrowing func refused(_ operation: String, _ path: String) -> SQLiteError {
        .file(operation: operation, path: path, errno: errno)
    }

    private borrowing func failure(of target: OpaquePointer?, code: Int32) -> SQLiteError {
        .failed(SQLiteFailure(of: target, code: code, path: partialPath))
    }

    private borrowing func removePartial() {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(partialPath + suffix) }
    }
}
