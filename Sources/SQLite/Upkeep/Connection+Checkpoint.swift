import CSQLite

/// How far a checkpoint goes.
package enum CheckpointKind: Sendable {
    /// Moves what can be moved without waiting for anybody.
    case passive
    /// Waits for readers, moves everything.
    case full
    /// Waits for readers, moves everything, and cuts the log's file to nothing.
    case truncate

    fileprivate var mode: Int32 {
        switch self {
        case .passive: SQLITE_CHECKPOINT_PASSIVE
        case .full: SQLITE_CHECKPOINT_FULL
        case .truncate: SQLITE_CHECKPOINT_TRUNCATE
        }
    }
}

/// How much of the write-ahead log a checkpoint moved.
package struct CheckpointOutcome: Hashable, Sendable {
    /// The pages in the log.
    package let loggedPageCount: Int
    /// The pages of the log that are in the database now.
    package let movedPageCount: Int

    /// Whether nothing is left to move.
    package var isComplete: Bool { loggedPageCount == movedPageCount }
}

extension Connection {
    /// Moves the write-ahead log into the database.
    @discardableResult
    package func checkpoint(
        _ kind: CheckpointKind = .passive
    ) throws(SQLiteError) -> CheckpointOutcome {
        if let failure = state.failedSync { throw .writesRefused(failure) }
        var logged: Int32 = 0
        var moved: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(handle, "main", kind.mode, &logged, &moved)
        guard code == SQLITE_OK else {
            let error = SQLiteError.failed(SQLiteFailure(of: handle, code: code))
            state.note(error)
            throw error
        }
        return CheckpointOutcome(loggedPageCount: Int(logged), movedPageCount: Int(moved))
    }
}
