package import Causality
package import PostgreSQL
package import Sync

/// A change of the server's own that a laptop brought back after a restore.
package struct ReturnedChange: Sendable {
    /// The change.
    package let change: Change
    /// When it was accepted, in the life of the server that wrote it.
    package let accepted: Stamp

    /// Takes what an entry tells, if the server wrote it and it counts.
    fileprivate init?(_ entry: LogEntry) throws {
        guard let judged = entry.change, !judged.ruling.isRefusal,
            case .payload(let payload) = judged.body
        else { return nil }
        let change = try Change(payload: payload)
        guard change.device == BookOffice.device else { return nil }
        self.change = change
        accepted = judged.stamps.accepted
    }
}

extension BookOffice {
    /// What is told, in the transaction in which they come, of changes of the server's own that
    /// came back; it can look at each record as it stands now.
    package typealias ReturnCall =
        @Sendable (
            _ book: BookID, _ changes: [ReturnedChange], _ open: (RecordKey) throws -> Record,
            _ connection: isolated Connection
        ) throws -> Void

    /// Tells of what the server itself wrote in an earlier life.
    ///
    /// In this life it writes by itself (`BookOffice+Writing`), never by what laptops bring, and
    /// what they push is never in its name: so whatever of its device came by an offer, or by the
    /// end of a recovery, is of another life.
    func tell(
        ofReturnsIn difference: LogDifference, to book: BookID, by connection: isolated Connection
    ) throws {
        guard let callReturnWitness else { return }
        let changes = try difference.entries.compactMap { try ReturnedChange($0) }
        guard !changes.isEmpty else { return }
        let open = { (key: RecordKey) in
            try connection.states(of: [key], in: book).first ?? Record(key: key)
        }
        try callReturnWitness(book, changes, open, connection)
    }
}
