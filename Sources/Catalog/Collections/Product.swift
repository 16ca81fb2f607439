import Sync

extension Catalog {
    /// What is sold.
    package static let product = RecordCollection(
        .product, table: "products",
        fields: [
            Field(1, "sku", .text(max: 50)),
            Field(2, "name", .text(max: 200), isRequired: true),
            Field(3, "description", .lines(max: 4_000), policy: .text),
            Field(4, "unit", .text(max: 3)),
            Field(
                5, "price",
                .group([
                    GroupMember(1, "amount", .quantity, isRequired: true),
                    GroupMember(2, "currency", .currency, isRequired: true),
                    GroupMember(3, "includesTax", .bool),
                ])),
            Field(
                6, "tax",
                .group([
                    GroupMember(1, "category", .taxCategory, isRequired: true),
                    GroupMember(2, "rate", .rate),
                ])),
            Field(7, "category", .text(max: 100)),
            Field(8, "barcode", .text(max: 14)),
            Field(9, "tracked", .bool),
            Field(10, "reorderAt", .quantity),
            Field(11, "tags", .tags, policy: .union, touches: false),
            Field(12, "archived", .bool),
        ])

    /// How sales are taxed, by a name that people choose.
    package static let taxRate = RecordCollection(
        .taxRate, table: "tax_rates",
        fields: [
            Field(1, "name", .text(max: 100), isRequired: true),
            Field(
                2, "tax",
                together: [
                    GroupMember(1, "category", .taxCategory, isRequired: true),
                    GroupMember(2, "rate", .rate),
                    GroupMember(3, "exemptionCode", .text(max: 40)),
                    GroupMember(4, "exemptionText", .text(max: 500)),
                ]),
            Field(3, "country", .text(max: 2)),
            Field(
                4, "validity",
                together: [GroupMember(1, "from", .date), GroupMember(2, "until", .date)]),
        ])
}
