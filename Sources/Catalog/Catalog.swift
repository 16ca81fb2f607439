import Sync

/// Every collection and field of a book, declared once.
package enum Catalog {
    /// Raised whenever a collection or a field is added.
    package static let schemaVersion: UInt32 = 1

    /// Every collection.
    package static let collections = [client]

    /// The collection of a number; `nil` where it is of a later version.
    package static func collection(_ number: UInt32) -> RecordCollection? {
        collections.first { $0.number == number }
    }

    /// Whom one invoices.
    package static let client = RecordCollection(
        1, "client", table: "clients",
        fields: [
            Field(1, "number", .text(max: 50)),
            Field(2, "name", .text(max: 200), isRequired: true),
            Field(3, "kind", .choice(["company", "person"])),
            Field(4, "email", .text(max: 254)),
            Field(5, "phone", .text(max: 50)),
            Field(6, "billingAddress", .address),
            Field(7, "deliveryAddress", .address),
            Field(8, "vatID", .text(max: 20)),
            Field(9, "taxNumber", .text(max: 50)),
            Field(10, "buyerReference", .text(max: 100)),
            Field(11, "currency", .text(max: 3)),
            Field(12, "language", .text(max: 35), policy: .latest, touches: false),
        ])
}
