import Bytes
import Catalog
import Causality
package import Conflicts
package import Invoicing
import SQLite
package import Sync

extension AgentStore {
    /// What waits for a decision, in one order everywhere, so many at most; and how many there are.
    package func conflicts(
        limit: Int, in zone: ZoneRules
    ) async throws -> (conflicts: [OpenConflict], count: Int) {
        try await database.read { connection in
            let rows = try connection.conflictRows(limit: limit)
            let count = try connection.scalar(
                "SELECT count(DISTINCT id) FROM conflicts", as: Int.self)
            return (try connection.tell(rows, on: device, in: zone), count ?? 0)
        }
    }

    /// One conflict, by its id or by how the id begins.
    package func conflict(_ reference: String, in zone: ZoneRules) async throws -> OpenConflict {
        try await database.read { connection in
            try connection.conflict(reference, on: device, in: zone)
        }
    }

    /// Settles a conflict as a person decided; the number of an offer is that of what was shown.
    package func resolve(
        _ reference: String, _ decision: Decision,
        shown: @Sendable (ConflictID) -> [String]? = { _ in nil }, on day: CivilDate,
        in zone: ZoneRules, at milliseconds: UInt64
    ) async throws -> Settled {
        let open = try await conflict(reference, in: zone)
        if case .offer = decision, let words = shown(open.conflict.id),
            words != open.conflict.offers.map(\.word)
        {
            throw SettlementError.changedSince
        }
        let choice = try open.choice(decision)
        let changes = try await desk.save(at: milliseconds) { book, mint in
            // Somebody else at this laptop may have been faster.
            let finder = ConflictFinder()
            guard finder.refreshed(open.conflict, in: book) == open.conflict else {
                throw SettlementError.changedSince
            }
            let settler = Settler(in: book, on: day, minting: mint)
            return [try settler.writes(for: choice, of: open.conflict)]
        }
        return Settled(was: open, choice: choice, changes: changes)
    }

    /// Which side of each conflict about a field stands: what `latest` would choose. Those about
    /// documents or money, and all others, are left for a person.
    package func standing(
        in zone: ZoneRules, limit: Int
    ) async throws -> [(open: OpenConflict, choice: Choice)] {
        try await database.read { connection in
            let rows = try connection.conflictRows(of: .field, limit: limit)
            return try connection.tell(rows, on: device, in: zone).compactMap { open in
                guard let address = open.conflict.register, !Self.hasWeight(address),
                    let record = try connection.seen(address.record),
                    let standing = record[address.key].standing(.ask)?.value,
                    let place = open.conflict.sides.firstIndex(where: { $0.value == standing }),
                    open.conflict.offers.contains(.side(place))
                else { return nil }
                return (open, .side(place))
            }
        }
    }

    /// Whether a field says what a document comes to or who owes it, or is of a later version.
    private static func hasWeight(_ address: RegisterAddress) -> Bool {
        let collection = Catalog.collection(address.record.collection)
        guard let collection, let field = collection.field(address.register),
            lightCollections.contains(where: { $0.rawValue == collection.number })
        else { return true }
        return field.type.tellsOfMoney || heavyFields.contains(field.name)
    }

    /// What tells of people and things, and of no document.
    private static let lightCollections: [CollectionNumber] = [
        .client, .contact, .product, .mailText, .note,
    ]

    /// What decides about taxes, or when money is due.
    private static let heavyFields: Set<String> = [
        "vatID", "taxNumber", "taxTreatment", "terms",
    ]

    /// Takes back what a change did, by another change, or by several where several values stand
    /// again.
    package func undo(
        _ reference: String, on day: CivilDate, at milliseconds: UInt64
    ) async throws -> [Change] {
        let dot = try await database.read { try $0.dot(reference) }
        return try await desk.save(at: milliseconds) { book, mint in
            guard let change = book.change(dot) else {
                throw AgentStoreError.noSuchChange(reference)
            }
            return try Settler(in: book, on: day, minting: mint).undo(change)
        }
    }
}
