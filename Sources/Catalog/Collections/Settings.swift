import Sync

extension Catalog {
    /// What a book's owner says once about himself and his invoices.
    package static let settings = RecordCollection(
        .settings, table: "settings", .single,
        fields: [
            Field(
                1, "names",
                together: [
                    GroupMember(1, "name", .text(max: 200), isRequired: true),
                    GroupMember(2, "legalName", .text(max: 200)),
                ]),
            Field(2, "address", .address),
            Field(
                3, "contact",
                together: [
                    GroupMember(1, "email", .text(max: 254)),
                    GroupMember(2, "phone", .text(max: 50)),
                    GroupMember(3, "website", .text(max: 2_000)),
                ]),
            Field(
                4, "taxIDs",
                together: [
                    GroupMember(1, "vatID", .text(max: 20)),
                    GroupMember(2, "taxNumber", .text(max: 50)),
                    GroupMember(3, "registration", .text(max: 100)),
                ]),
            Field(
                5, "bank",
                .group([
                    GroupMember(1, "iban", .text(max: 34)),
                    GroupMember(2, "bic", .text(max: 11)),
                    GroupMember(3, "bankName", .text(max: 100)),
                    GroupMember(4, "holder", .text(max: 70)),
                ])),
            Field(6, "currency", .currency),
            Field(7, "language", .text(max: 35)),
            Field(8, "timeZone", .text(max: 64)),
            Field(9, "terms", .terms),
            Field(10, "pricesIncludeTax", .bool),
            Field(11, "taxRounding", .choice(["halfUp", "down"])),
            Field(12, "numbering", numbering),
            Field(13, "reminders", reminding),
            Field(14, "mail", mailing),
            Field(15, "retentionYears", .whole(10...100)),
            Field(16, "look", look, policy: .latest),
        ])

    private static let numbering = FieldType.group([
        GroupMember(1, "pattern", .text(max: 50)),
        GroupMember(2, "creditPattern", .text(max: 50)),
        GroupMember(3, "quotePattern", .text(max: 50)),
        GroupMember(4, "start", .whole(1...999_999_999)),
        GroupMember(5, "series", .choice(["perDevice", "wholeBook"])),
    ])

    private static let reminding = FieldType.group([
        GroupMember(1, "schedule", .list(.whole(-60...365), max: 20)),
        GroupMember(2, "weekdays", .list(.whole(1...7), max: 7)),
        GroupMember(3, "from", .time),
        GroupMember(4, "until", .time),
        GroupMember(5, "holdHours", .whole(0...72)),
    ])

    private static let mailing = FieldType.group([
        GroupMember(1, "fromName", .text(max: 100)),
        GroupMember(2, "replyTo", .text(max: 254)),
        GroupMember(
            3, "sends", .list(.choice(["issued", "paid", "reminder", "quote"]), max: 10)),
    ])

    private static let look = FieldType.group([
        GroupMember(1, "template", .text(max: 50)),
        GroupMember(2, "accent", .text(max: 7)),
        GroupMember(3, "logo", .hash),
        GroupMember(4, "footer", .lines(max: 1_000)),
    ])
}
