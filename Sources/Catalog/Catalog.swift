package import Sync

/// Every collection and field of a book, declared once.
package enum Catalog {
    /// Raised whenever a collection or a field is added.
    package static let schemaVersion: UInt32 = 3
    /// Raised whenever something else is shown, found or asked of records that stand already: with
    /// every new collection and field, and with every rule that comes to something else. What is
    /// kept by another one is shown anew.
    package static let shownVersion: UInt32 = 1

    /// Every collection.
    package static let collections = [
        client, settings, contact, product, taxRate, draft, line, charge, document, void,
        rendering, payment, allocation, refund, reversal, dispute, order, orderLine, orderStep,
        stockMovement, reservation, reminder, sendRequest, delivery, recurring, occurrence,
        mailText, blob, attachment, note, settlement, approval, grant,
    ]

    /// The collection of a number; `nil` where it is of a later version.
    package static func collection(_ number: UInt32) -> RecordCollection? { byNumber[number] }

    /// What the merge has to know.
    package static let schema = Schema(
        version: schemaVersion, collections: byNumber.mapValues(\.schema))

    /// The collections whose records a record of some collection owns.
    package static func collections(ownedBy number: UInt32) -> Set<UInt32> {
        owned[number] ?? []
    }

    private static let owned = Dictionary(
        grouping: collections.filter { $0.owner != nil }
    ) { $0.owner?.collection.rawValue ?? 0 }.mapValues { Set($0.map(\.number)) }

    private static let byNumber = Dictionary(
        uniqueKeysWithValues: collections.map { ($0.number, $0) })
}
