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

    /// Brings all of it or nothing, under new ids; a preview only tells what it would bring.
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
            let mint = try desk.life.minting(milliseconds: milliseconds)
            let taken = Import(
                of: records, schema: Catalog.schema, keeping: [DerivedID.settings.id], mint: mint)
            if !isPreview {
                try desk.save(taken, in: &copy, to: connection, at: milliseconds)
            }
            if !isPreview { desk.loaded.add(taken.records.count) }
            return ImportSummary(of: taken, from: other, among: records)
        }
        try await desk.tidyAfterLoading()
        return summary
    }
}

extension BookDesk {
    /// Saves each record as a change of its own.
    fileprivate func save(
        _ taken: Import, in copy: inout BookCopy, to connection: borrowing Connection,
        at milliseconds: UInt64
    ) throws {
        let replica = try life.replica(unless: copy.isTaken)
        for writes in taken.records where !writes.isEmpty {
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
    fileprivate init(of taken: Import, from other: ImportedBook, among records: [Record]) {
        let keys = taken.records.compactMap(\.first?.address.record)
        let byNumber = Dictionary(grouping: keys, by: \.collection).mapValues(\.count)
        let known = Catalog.collections.compactMap { collection in
            byNumber[collection.number].map { Count(collection: collection.name, count: $0) }
        }
        let unknown = byNumber.filter { Catalog.collection($0.key) == nil }.values.reduce(0, +)
        counts = known + (unknown == 0 ? [] : [Count(collection: "unknown", count: unknown)])
        let over = other.records.filter { $0.isOver || $0.registers.isEmpty }
        deletedCount = over.count
        leftCount = other.records.count - over.count - keys.count
        decidedCount = records.filter { !$0.isOver }
            .reduce(0) { $0 + Catalog.schema.conflicts(in: $1).count }
        hasSettings = keys.contains(DerivedID.settings)
    }
}
