import Identity
package import PostgreSQL
package import ServerJobs
package import ServerStore
import Sync

extension JobRoster {
    /// What is done with books by themselves: their waiting is ended, and what an earlier release
    /// wrote is shown anew, every minute; their logs are compacted, and whatever their owners have
    /// to be asked is asked, every hour; their replicas are closed every six.
    ///
    /// - Parameters:
    ///   - backups: how far back the backups reach that hold what is dropped.
    ///   - milliseconds: the present time.
    package mutating func addBooks(
        of office: BookOffice, on pool: Pool, backups: Duration,
        milliseconds now: @escaping @Sendable () -> UInt64
    ) {
        let store = ServerStore(pool: pool)
        let age = UInt64(clamping: backups.components.seconds) * 1_000
        add(RecoveryReleaser.self, everySeconds: 60) {
            try await RecoveryReleaser.release(by: office, in: store, at: now())
        }
        add(ShownAnew.self, everySeconds: 60) {
            try await ShownAnew.show(by: office, in: store)
        }
        add(LogCompactor.self, everySeconds: 3_600) {
            try await LogCompactor.compact(by: office, in: store, ageMilliseconds: age, at: now())
        }
        add(ApprovalRound.self, everySeconds: 3_600) {
            try await ApprovalRound.ask(by: office, in: store, at: now())
        }
        add(ReplicaCloser.self, everySeconds: 21_600) {
            try await ReplicaCloser.close(by: office, in: store, at: now())
        }
        add(TextJoiner.self) { work, _ in
            try await Self.unlessStill {
                try await work.join(by: office, in: store, at: now())
            }
        }
        add(ApprovalAsker.self) { work, _ in
            try await Self.unlessStill {
                try await work.ask(by: office, at: now())
            }
        }
        add(GrantRecorder.self) { work, _ in
            try await Self.unlessStill {
                try await GrantKeeper(office: office).record(in: work.book, at: now())
            }
        }
    }

    /// A book that waits for its log is written to when it is back.
    private static func unlessStill(
        _ work: () async throws -> Void
    ) async throws -> JobOutcome {
        do {
            try await work()
            return .done
        } catch ServerStoreError.standsStill {
            return .postponed(.seconds(60))
        } catch ServerStoreError.comesUp {
            // That is soon over.
            return .postponed(.seconds(3))
        } catch ServerStoreError.noSuchBook {
            return .impossible("There is no such book any more.")
        }
    }
}

extension BookOffice {
    /// Leaves word for whoever merges texts, in the transaction in which they came apart.
    package static let callingTextJoiner: Call = { book, connection in
        try connection.enqueue(TextJoiner(book: book))
    }

    /// Leaves word for whoever asks owners, in the transaction in which a question came up.
    package static let callingApprovalAsker: Call = { book, connection in
        try connection.enqueue(ApprovalAsker(book: book))
    }
}
