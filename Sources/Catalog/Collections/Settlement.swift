package import Sync

extension Catalog {
    /// What a person decided about a question that no field answers; undone by one that names it.
    package static let settlement = RecordCollection(
        .settlement, table: "settlements", .appendOnly(.none),
        fields: [
            Field(
                1, "settlement",
                together: [
                    GroupMember(1, "rule", .text(max: 50), isRequired: true),
                    GroupMember(2, "conflict", .identity, isRequired: true),
                    GroupMember(3, "choice", .text(max: 100)),
                    GroupMember(4, "records", .list(.link(CollectionNumber.allCases), max: 100)),
                    GroupMember(5, "undoes", .reference(.settlement)),
                    GroupMember(6, "approval", .reference(.approval)),
                ], policy: .appendOnly)
        ])

    /// That the server took a change although a rule forbids it, and the owner has to look at it.
    package static let approval = RecordCollection(
        .approval, table: "approvals", .appendOnly(.none),
        fields: [
            Field(
                1, "approval",
                together: [
                    GroupMember(1, "change", .change, isRequired: true),
                    GroupMember(2, "rule", .text(max: 100), isRequired: true),
                    GroupMember(3, "hint", .text(max: 500)),
                    GroupMember(4, "records", .list(.link(CollectionNumber.allCases), max: 100)),
                ], policy: .appendOnly)
        ])

    /// Who may do what, told by the server: devices that joined or left, roles, number series.
    package static let grant = RecordCollection(
        .grant, table: "grants", .appendOnly(.none),
        fields: [
            Field(
                1, "grant",
                together: [
                    GroupMember(
                        1, "kind", .choice(["enrolment", "revocation", "role", "series"]),
                        isRequired: true),
                    GroupMember(2, "person", .identity),
                    GroupMember(3, "personName", .text(max: 200)),
                    GroupMember(4, "device", .identity),
                    GroupMember(5, "deviceName", .text(max: 200)),
                    GroupMember(6, "role", .text(max: 50)),
                    GroupMember(7, "series", .text(max: 20)),
                ], policy: .appendOnly)
        ])
}

extension Write {
    /// Whether it decides about an approval, or takes such a decision back: that is the owner's.
    package var settlesApproval: Bool {
        guard address.record.collection == Catalog.settlement.number, let value,
            let rule = Catalog.settlement.leaf(at: ["rule"])
        else { return false }
        return rule.value(in: value).prose == Catalog.approval.name
    }
}
