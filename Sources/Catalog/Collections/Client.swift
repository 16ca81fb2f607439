import Sync

extension Catalog {
    /// Whom one invoices.
    package static let client = RecordCollection(
        .client, table: "clients",
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
            Field(11, "currency", .currency),
            Field(12, "language", .text(max: 35), policy: .latest, touches: false),
            Field(13, "peppolID", .text(max: 60)),
            Field(14, "terms", .terms),
            Field(15, "discountPercent", .rate),
            Field(
                16, "taxTreatment",
                .group([
                    GroupMember(
                        1, "kind",
                        .choice(["domestic", "reverseCharge", "intraEU", "export", "exempt"]),
                        isRequired: true),
                    GroupMember(2, "exemptionReason", .text(max: 200)),
                ])),
            Field(
                17, "reminders",
                .group([
                    GroupMember(1, "mode", .choice(["on", "off", "own"]), isRequired: true),
                    GroupMember(2, "schedule", .list(.whole(-60...365), max: 20)),
                ])),
            Field(18, "note", .lines(max: 10_000), policy: .text),
            Field(19, "tags", .tags, policy: .union, touches: false),
            Field(20, "archived", .bool),
        ])

    /// Somebody who works at a client's.
    package static let contact = RecordCollection(
        .contact, table: "contacts", ownedBy: "client",
        fields: [
            Field(1, "client", .reference(.client), isRequired: true),
            Field(2, "name", .text(max: 200), isRequired: true),
            Field(3, "email", .text(max: 254)),
            Field(4, "phone", .text(max: 50)),
            Field(5, "role", .text(max: 100)),
            Field(6, "receives", .list(.choice(["invoices", "reminders"]), max: 10)),
        ])
}
