import Machine
package import PostgreSQL

/// Writes bounces into the outbox, from wherever they come.
package struct BounceReader: Sendable {
    private let outbox: Outbox
    private let metrics: MailMetrics?

    /// Writes into the outbox of a pool.
    package init(pool: Pool, metrics: MailMetrics? = nil) {
        outbox = Outbox(pool: pool)
        self.metrics = metrics
    }

    /// Takes reports; says how many mails came back for good and are ours.
    @discardableResult
    package func take(_ reports: [BounceReport], at time: Timestamp) async throws -> Int {
        var count = 0
        for report in reports where report.isFinal {
            guard let reference = report.reference else { continue }
            let words = [report.status, report.words].filter { !$0.isEmpty }.joined(separator: " ")
            let isOurs = try await outbox.markBounced(
                reference, recipient: report.recipient, words: words, at: time)
            if isOurs { count += 1 }
        }
        metrics?.came(into: .bounced, count: count)
        return count
    }

    /// The same by a clock.
    @discardableResult
    func read(_ mailbox: BounceMailbox, by clock: MailClock) async throws -> Int {
        let time = try await outbox.pool.withConnection { try $0.time(by: clock) }
        return try await read(mailbox, at: time)
    }

    /// Reads a mailbox on from where it was left; says how many mails came back for good.
    @discardableResult
    package func read(_ mailbox: BounceMailbox, at time: Timestamp) async throws -> Int {
        var count = 0
        let note: BounceMailbox.Note = { reports in count += try await take(reports, at: time) }
        let reading: MailboxReading
        switch mailbox {
        case .maildir: reading = try await mailbox.read(note)
        case .mbox(let path):
            let place = "\(Host.name):\(path)"
            let known = try await outbox.pool.withConnection { try $0.position(in: place) }
            reading = try await mailbox.read(from: known, note)
            try await outbox.pool.withConnection { connection in
                try connection.keep(reading.position, in: place)
            }
        }
        if let failure = reading.failure { throw failure }
        return count
    }
}

extension Connection {
    fileprivate func position(in place: String) throws(PostgreSQLError) -> MailFilePosition {
        let found: MailFilePosition? = try first(
            "SELECT next_offset, mark, left_offsets FROM bounce_files WHERE place = \(place)"
        ) { (row) throws(PostgreSQLError) in
            MailFilePosition(
                offset: try row.read(0), mark: try row.read(1), left: try row.read(2))
        }
        return found ?? .start
    }

    fileprivate func keep(
        _ position: MailFilePosition, in place: String
    ) throws(PostgreSQLError) {
        try execute(
            """
            INSERT INTO bounce_files (place, next_offset, mark, left_offsets)
            VALUES (\(place), \(position.offset), \(position.mark), \(position.left))
            ON CONFLICT (place) DO UPDATE SET next_offset = excluded.next_offset,
                mark = excluded.mark, left_offsets = excluded.left_offsets
            """)
    }
}
