import Sync

extension Catalog {
    /// A reminder that somebody made by hand.
    package static let reminder = RecordCollection(
        .reminder, table: "reminders",
        fields: [
            Field(1, "document", .reference(.document), isRequired: true),
            Field(
                2, "reminder",
                together: [
                    GroupMember(1, "when", .moment),
                    GroupMember(2, "offset", .whole(-60...365)),
                    GroupMember(3, "text", .lines(max: 10_000)),
                    GroupMember(4, "channel", .choice(["mail"])),
                ]),
            Field(3, "cancelled", .bool),
        ])

    /// That a document is to be mailed.
    package static let sendRequest = RecordCollection(
        .sendRequest, table: "send_requests", .appendOnly(.none),
        fields: [
            Field(
                1, "request",
                together: [
                    GroupMember(1, "document", .reference(.document), isRequired: true),
                    GroupMember(2, "to", .list(.text(max: 254), max: 50), isRequired: true),
                    GroupMember(3, "cc", .list(.text(max: 254), max: 50)),
                    GroupMember(4, "message", .lines(max: 10_000)),
                    GroupMember(5, "attach", .list(.choice(["pdf", "xml"]), max: 2)),
                ], policy: .appendOnly)
        ])

    /// What became of a mail, told by the server.
    package static let delivery = RecordCollection(
        .delivery, table: "deliveries", .appendOnly(.none),
        fields: [
            Field(
                1, "delivery",
                together: [
                    GroupMember(1, "key", .text(max: 200), isRequired: true),
                    GroupMember(2, "recipient", .text(max: 254), isRequired: true),
                    GroupMember(
                        3, "state",
                        .choice([
                            "queued", "sending", "sent", "uncertain", "failed", "bounced", "viewed",
                        ]), isRequired: true),
                    GroupMember(4, "at", .moment, isRequired: true),
                    GroupMember(5, "messageID", .text(max: 300)),
                    GroupMember(6, "words", .text(max: 500)),
                    GroupMember(7, "document", .reference(.document)),
                ], policy: .appendOnly)
        ])

    /// The words of a mail of one kind in one language.
    package static let mailText = RecordCollection(
        .mailText, table: "mail_texts",
        fields: [
            Field(
                1, "occasion",
                together: [
                    GroupMember(
                        1, "kind", .choice(["issued", "paid", "reminder", "quote"]),
                        isRequired: true),
                    GroupMember(2, "language", .text(max: 35), isRequired: true),
                ]),
            Field(2, "subject", .text(max: 200)),
            Field(3, "body", .lines(max: 10_000), policy: .text),
        ])
}
