import Sync

extension Catalog {
    /// Money that a client paid.
    package static let payment = RecordCollection(
        .payment, table: "payments", .appendOnly(.deed),
        fields: [
            Field(
                1, "payment",
                together: [
                    GroupMember(1, "client", .reference(.client), isRequired: true),
                    GroupMember(2, "amount", .money, isRequired: true),
                    GroupMember(3, "date", .date, isRequired: true),
                    GroupMember(4, "method", .text(max: 50)),
                    GroupMember(5, "reference", .text(max: 140)),
                    GroupMember(6, "note", .lines(max: 2_000)),
                    GroupMember(7, "providerID", .text(max: 200)),
                ], policy: .appendOnly)
        ])

    /// That a payment or a credit note pays an invoice; one that releases another has an amount
    /// below zero.
    package static let allocation = RecordCollection(
        .allocation, table: "allocations", .appendOnly(.companion),
        fields: [
            Field(
                1, "allocation",
                together: [
                    GroupMember(1, "source", .link([.payment, .document]), isRequired: true),
                    GroupMember(2, "document", .reference(.document), isRequired: true),
                    GroupMember(3, "amount", .money, isRequired: true),
                    GroupMember(4, "releases", .reference(.allocation)),
                ], policy: .appendOnly)
        ])

    /// Money that was paid back to a client.
    package static let refund = RecordCollection(
        .refund, table: "refunds", .appendOnly(.deed),
        fields: [
            Field(
                1, "refund",
                together: [
                    GroupMember(1, "source", .link([.payment, .document]), isRequired: true),
                    GroupMember(2, "amount", .money, isRequired: true),
                    GroupMember(3, "date", .date, isRequired: true),
                    GroupMember(4, "reason", .text(max: 500)),
                ], policy: .appendOnly)
        ])

    /// A payment that the bank took back, or that was recorded by mistake.
    package static let reversal = RecordCollection(
        .reversal, table: "reversals", .appendOnly(.deed),
        fields: [
            Field(
                1, "reversal",
                together: [
                    GroupMember(1, "payment", .reference(.payment), isRequired: true),
                    GroupMember(2, "amount", .money, isRequired: true),
                    GroupMember(3, "date", .date, isRequired: true),
                    GroupMember(4, "reason", .text(max: 500)),
                ], policy: .appendOnly)
        ])

    /// That a client does not agree with a document.
    package static let dispute = RecordCollection(
        .dispute, table: "disputes",
        fields: [
            Field(1, "document", .reference(.document), isRequired: true),
            Field(
                2, "state",
                together: [
                    GroupMember(1, "open", .bool, isRequired: true),
                    GroupMember(2, "reason", .text(max: 500)),
                ]),
        ])
}
