import Sync

extension Catalog {
    /// An invoice, credit note, quote or pro-forma that is still being written.
    package static let draft = RecordCollection(
        .draft, table: "drafts", .draft,
        fields: [
            Field(1, "kind", documentKind, isRequired: true),
            Field(2, "client", .reference(.client)),
            Field(3, "currency", .currency),
            Field(
                4, "due",
                together: [GroupMember(1, "dueDate", .date), GroupMember(2, "terms", .terms)]),
            Field(
                5, "supply",
                .group([
                    GroupMember(1, "date", .date), GroupMember(2, "from", .date),
                    GroupMember(3, "to", .date),
                ])),
            Field(
                6, "references",
                .group([
                    GroupMember(1, "order", .text(max: 100)),
                    GroupMember(2, "buyer", .text(max: 100)),
                    GroupMember(3, "project", .text(max: 100)),
                    GroupMember(4, "contract", .text(max: 100)),
                ])),
            Field(7, "corrects", .reference(.document)),
            Field(8, "intro", .lines(max: 10_000), policy: .text),
            Field(9, "note", .lines(max: 10_000), policy: .text),
            Field(10, "pricesIncludeTax", .bool),
            Field(11, "discount", discount),
            Field(12, "paymentMeans", .text(max: 200)),
            Field(13, "validUntil", .date),
            Field(14, "language", .text(max: 35), policy: .latest, touches: false),
            Field(15, "template", .text(max: 50), policy: .latest, touches: false),
            Field(16, "internalNote", .lines(max: 10_000), policy: .text, touches: false),
            Field(17, "tags", .tags, policy: .union, touches: false),
            Field(18, "ownerDevice", .identity, touches: false),
            Field(
                19, "origin",
                .group([
                    GroupMember(1, "of", .link([.document, .order, .recurring]), isRequired: true),
                    GroupMember(2, "periodStart", .date),
                ])),
        ])

    /// What a draft is to become, or has become.
    static let documentKind = FieldType.choice(["invoice", "creditNote", "quote", "proForma"])

    /// What is taken off: a percentage or an amount.
    static let discount = FieldType.group([
        GroupMember(1, "percent", .rate), GroupMember(2, "amount", .money),
        GroupMember(3, "reason", .text(max: 500)),
    ])
}
