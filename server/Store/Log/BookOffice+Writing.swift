import Catalog
import Causality
package import PostgreSQL
package import Sync

/// What the server writes to books by itself.
extension BookOffice {
    /// The device as which every process of the server writes.
    package static let device: DeviceID = DerivedID.of("server", [])

    /// What is written, over what stands in the records that are asked for.
    package typealias Writer =
        @Sendable (
            _ open: (RecordKey) throws -> Record, _ mint: () throws -> RecordID,
            _ connection: isolated Connection
        ) throws -> [Write]

    /// Writes a change of the server's own replica; nothing where there is nothing to write.
    ///
    /// The body runs under the book's lock, and may look at whatever else belongs to the decision;
    /// it may be run again. What it does to the database happens together with the change.
    @discardableResult
    package func write(
        to book: BookID, at milliseconds: UInt64, _ body: Writer
    ) async throws -> Change? {
        try await pool.transaction { connection in
            try walls.enter(book, on: connection)
            let head = try connection.head(of: book, isLocked: true)
            guard head.recoveringSince == nil else { throw ServerStoreError.standsStill(book) }
            guard head.attaching == nil else { throw ServerStoreError.comesUp(book) }
            var layout = LogLayout(of: book, head: head)
            let writes = try body(
                { key in try layout.open(key, from: connection) },
                { try life.mint(milliseconds: milliseconds) }, connection)
            guard !writes.isEmpty else { return nil }
            let dot = try life.next(in: book) { replica in
                try connection.held([replica], in: book).first?.replica.run.highest ?? 0
            }
            let change = Change(
                dot: dot, device: Self.device, claimed: Stamp(milliseconds: milliseconds),
                schemaVersion: Catalog.schemaVersion, writes: writes)
            try take(change, over: &layout, by: connection, at: milliseconds)
            return change
        }
    }

    private func take(
        _ change: Change, over layout: inout LogLayout, by connection: isolated Connection,
        at milliseconds: UInt64
    ) throws {
        let sent = SentChange(change)
        let run = Push.Run(link: .zero, leavesGap: false, changes: [sent])
        let needs = LogNeeds(taking: Push(points: [], runs: [run]), in: Catalog.schema)
        try layout.lay(needs, in: Catalog.schema, from: connection)
        var log = open(layout.excerpt, of: layout.book, Permit(isRevoked: false))
        guard case .judged(let judgement) = log.ingest(sent, milliseconds: milliseconds),
            !judgement.ruling.isRefusal
        else { throw ServerStoreError.writeRefused(layout.book) }
        try write(LogDifference(from: layout.excerpt, to: log), over: layout, by: connection)
    }
}

extension LogLayout {
    /// A record as it stands.
    mutating func open(
        _ key: RecordKey, from connection: isolated Connection
    ) throws -> Record {
        try layRecord(key, from: connection)
        return excerpt.state[key]
    }
}
