import Sync

extension Catalog {
    /// One line of a draft.
    package static let line = RecordCollection(
        .line, table: "lines", ownedBy: "draft",
        fields: [
            Field(1, "draft", .reference(.draft), isRequired: true),
            Field(2, "position", .text(max: 64), policy: .latest, touches: false),
            Field(3, "product", .reference(.product)),
            Field(4, "content", together: lineContent),
            Field(
                5, "period",
                .group([
                    GroupMember(1, "from", .date, isRequired: true),
                    GroupMember(2, "to", .date, isRequired: true),
                ])),
        ])

    /// An allowance or a charge of a whole draft.
    package static let charge = RecordCollection(
        .charge, table: "charges", ownedBy: "draft",
        fields: [
            Field(1, "draft", .reference(.draft), isRequired: true),
            Field(
                2, "content",
                together: [
                    GroupMember(1, "kind", .choice(["allowance", "charge"]), isRequired: true),
                    GroupMember(2, "percent", .rate),
                    GroupMember(3, "amount", .money),
                    GroupMember(4, "reason", .text(max: 500)),
                    GroupMember(5, "reasonCode", .text(max: 40)),
                    GroupMember(6, "taxCategory", .taxCategory),
                    GroupMember(7, "taxRate", .rate),
                ]),
        ])

    /// What a line sells; the currency in which it was priced belongs to it.
    static let lineContent = [
        GroupMember(1, "description", .lines(max: 4_000)),
        GroupMember(2, "quantity", .quantity),
        GroupMember(3, "unit", .text(max: 3)),
        GroupMember(4, "unitPrice", .quantity),
        GroupMember(5, "currency", .currency),
        GroupMember(6, "baseQuantity", .quantity),
        GroupMember(7, "discountPercent", .rate),
        GroupMember(8, "discountAmount", .money),
        GroupMember(9, "discountReason", .text(max: 500)),
        GroupMember(10, "taxCategory", .taxCategory),
        GroupMember(11, "taxRate", .rate),
        GroupMember(12, "exemptionReason", .text(max: 500)),
        GroupMember(13, "exemptionCode", .text(max: 40)),
        // Of a credit note's line, the line of the invoice that it takes back, counted from 0.
        GroupMember(14, "credits", .whole(0...9_999)),
    ]
}
