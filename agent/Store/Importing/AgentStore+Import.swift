import Bytes
import Catalog
import SQLite
import Sync

/// Brings another book's records into this one.
extension AgentStore {
    /// What only makes sense where it was written: who belonged to the book, what was decided,
    /// what its server did and is to do. A request to send would be sent once more.
    private static let staysBehind: Set<UInt32> = Set(
        [
            Catalog.grant, Catalog.approval, Catalog.settlement, Catalog.reservation,
            Catalog.delivery, Catalog.occurrence, Catalog.sendRequest, Catalog.rendering,
        ].map(\.number))

    /// Brings all that is new or nothing, under ids that follow from the old ones; a preview only
    /// tells what it would bring.
    package func take(
        _ other: ImportedBook, isPreview: Bool, at milliseconds: UInt64
    ) async throws -> ImportSummary {
        let desk = desk
        let summary = try await desk.step(at: milliseconds) { copy, connection in
            let hasSettings = try connection.seen(DerivedID.settings)?.registers.isEmpty == false
            let records = other.records.filter { record in
                !Self.staysBehind.contains(record.key.collection)
                    && !(hasSettings && record.key == DerivedID.settings)
            }
            let arrivals = try Arrivals(of: records, over: connection)
            if !isPreview {
                try desk.save(arrivals.writes, in: &copy, to: connection, at: milliseconds)
                desk.loaded.add(arrivals.writes.count)
            }
            return ImportSummary(of: arrivals, from: other)
        }
        try await desk.tidyAfterLoading()
        return summary
    }
}

extension BookDesk {
    /// Saves each record as a change of its own.
    fileprivate func save(
        _ records: [[Write]], in copy: inout BookCopy, to connection: borrowing Connection,
        at milliseconds: UInt64
    ) throws {
        let replica = try life.replica(unless: copy.isTaken)
        for writes in records where !writes.isEmpty {
            try copy.lay(Set(writes.map(\.address.record)), from: connection)
            let before = copy.laidOut
            let change = copy.save(writes, as: replica, milliseconds: milliseconds)
            try connection.write(CopyDifference(saving: change, over: before, to: copy))
            // Each is looked at alone: what is laid out is compared with every save.
            copy.clear()
        }
    }
}

extension ImportSummary {
    fileprivate init(of arrivals: Arrivals, from other: ImportedBook) {
        let byNumber = Dictionary(grouping: arrivals.records, by: \.key.collection)
            .mapValues(\.count)
        let known = Catalog.collections.compactMap { collection in
            byNumber[collection.number].map { Count(collection: collection.name, count: $0) }
        }
        let unknown = byNumber.filter { Catalog.collection($0.key) == nil }.values.reduce(0, +)
        counts = known + (unknown == 0 ? [] : [Count(collection: "unknown", count: unknown)])
        let over = other.records.filter { $0.isOver || $0.registers.isEmpty }
        deletedCount = over.count
        presentCount = arrivals.presentCount
        differing = arrivals.differing
        orphanCount = arrivals.orphanCount
        leftCount =
            other.records.count - over.count - arrivals.records.count - presentCount - orphanCount
        decidedCount = arrivals.records.reduce(0) {
            $0 + Catalog.schema.conflicts(in: $1).count
        }
        hasSettings = arrivals.records.contains { $0.key == DerivedID.settings }
    }
}
