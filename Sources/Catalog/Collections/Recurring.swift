import Sync

extension Catalog {
    /// An invoice that recurs.
    package static let recurring = RecordCollection(
        .recurring, table: "recurring",
        fields: [
            Field(1, "client", .reference(.client), isRequired: true),
            Field(2, "content", recurringContent, isRequired: true),
            Field(
                3, "schedule",
                .group([
                    GroupMember(1, "every", .whole(1...999), isRequired: true),
                    GroupMember(
                        2, "unit", .choice(["day", "week", "month", "year"]), isRequired: true),
                    GroupMember(3, "anchorDay", .whole(1...31)),
                    GroupMember(4, "from", .date, isRequired: true),
                    GroupMember(5, "until", .date),
                    GroupMember(6, "count", .whole(1...99_999)),
                    GroupMember(7, "catchUp", .choice(["all", "one", "none"])),
                ]), isRequired: true),
            Field(4, "action", .choice(["draft", "issue", "issueAndSend"]), isRequired: true),
            Field(5, "paused", .bool),
        ])

    private static let recurringContent = FieldType.group([
        GroupMember(1, "currency", .currency, isRequired: true),
        GroupMember(2, "terms", .terms),
        GroupMember(3, "intro", .lines(max: 10_000)),
        GroupMember(4, "note", .lines(max: 10_000)),
        GroupMember(5, "pricesIncludeTax", .bool),
        GroupMember(6, "discountPercent", .rate),
        GroupMember(7, "paymentMeans", .text(max: 200)),
        GroupMember(8, "lines", .list(.group(lineContent), max: 200), isRequired: true),
    ])

    /// That the draft of one period was made. Its id follows from both, so that making it again
    /// changes nothing.
    package static let occurrence = RecordCollection(
        .occurrence, table: "occurrences", .appendOnly(.none),
        fields: [
            Field(
                1, "occurrence",
                together: [
                    GroupMember(1, "recurring", .reference(.recurring), isRequired: true),
                    GroupMember(2, "periodStart", .date, isRequired: true),
                    GroupMember(3, "draft", .reference(.draft), isRequired: true),
                ], policy: .appendOnly)
        ])
}
