import Sync

extension Catalog {
    /// What a client ordered.
    package static let order = RecordCollection(
        .order, table: "orders",
        fields: [
            Field(1, "number", .text(max: 50)),
            Field(2, "client", .reference(.client)),
            Field(3, "currency", .currency),
            Field(4, "wantedDate", .date),
            Field(5, "note", .lines(max: 10_000), policy: .text),
            Field(6, "tags", .tags, policy: .union, touches: false),
        ])

    /// One line of an order.
    package static let orderLine = RecordCollection(
        .orderLine, table: "order_lines", ownedBy: "order",
        fields: [
            Field(1, "order", .reference(.order), isRequired: true),
            Field(2, "position", .text(max: 64), policy: .latest, touches: false),
            Field(3, "product", .reference(.product)),
            Field(4, "content", together: lineContent),
        ])

    /// What happened to an order.
    package static let orderStep = RecordCollection(
        .orderStep, table: "order_steps", .appendOnly(.none), ownedBy: "order",
        fields: [
            Field(1, "order", .reference(.order), policy: .appendOnly, isRequired: true),
            Field(
                2, "step",
                together: [
                    GroupMember(
                        1, "step", .choice(["confirmed", "fulfilled", "invoiced", "cancelled"]),
                        isRequired: true),
                    GroupMember(2, "by", .text(max: 200)),
                    GroupMember(3, "reason", .text(max: 500)),
                ], policy: .appendOnly),
        ])

    /// Goods that came in, went out or were counted.
    package static let stockMovement = RecordCollection(
        .stockMovement, table: "stock_movements", .appendOnly(.deed),
        fields: [
            Field(
                1, "movement",
                together: [
                    GroupMember(1, "product", .reference(.product), isRequired: true),
                    GroupMember(2, "quantity", .quantity, isRequired: true),
                    GroupMember(3, "reason", .text(max: 200)),
                    GroupMember(4, "reference", .text(max: 140)),
                    GroupMember(5, "place", .text(max: 100)),
                ], policy: .appendOnly)
        ])

    /// What the server holds of a product for a line of an order.
    package static let reservation = RecordCollection(
        .reservation, table: "reservations", .appendOnly(.none),
        fields: [
            Field(
                1, "reservation",
                together: [
                    GroupMember(1, "line", .reference(.orderLine), isRequired: true),
                    GroupMember(2, "quantity", .quantity, isRequired: true),
                    GroupMember(
                        3, "state", .choice(["firm", "backOrdered", "released"]),
                        isRequired: true),
                ], policy: .appendOnly)
        ])
}
