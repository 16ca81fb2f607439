import Sync

extension Catalog {
    /// What was issued: frozen, for ever.
    ///
    /// Its client, its origin and what it corrects were the draft's at the moment of issue, so that
    /// whoever edits the draft later changes nothing about the document.
    package static let document = RecordCollection(
        .document, table: "documents", .appendOnly(.deed),
        fields: [
            Field(
                1, "document",
                together: [
                    GroupMember(1, "draft", .reference(.draft), isRequired: true),
                    GroupMember(2, "kind", documentKind, isRequired: true),
                    GroupMember(3, "series", .text(max: 20)),
                    GroupMember(4, "number", .text(max: 35)),
                    GroupMember(5, "issueDate", .date, isRequired: true),
                    GroupMember(6, "bytes", .bytes(max: 1 << 20), isRequired: true),
                    GroupMember(7, "hash", .hash, isRequired: true),
                    GroupMember(8, "frozen", .bytes(max: 1 << 20)),
                    GroupMember(9, "exchangeRate", exchangeRate),
                    GroupMember(10, "client", .reference(.client)),
                    GroupMember(11, "corrects", .reference(.document)),
                    GroupMember(12, "origin", .link([.document, .order, .recurring])),
                    GroupMember(13, "periodStart", .date),
                ], policy: .appendOnly)
        ])

    private static let exchangeRate = FieldType.group([
        GroupMember(1, "rate", .decimal(placesMax: 12), isRequired: true),
        GroupMember(2, "currency", .currency, isRequired: true),
        GroupMember(3, "date", .date, isRequired: true),
        GroupMember(4, "source", .text(max: 100)),
    ])

    /// That a document no longer counts.
    package static let void = RecordCollection(
        .void, table: "voids", .appendOnly(.deed),
        fields: [
            Field(
                1, "void",
                together: [
                    GroupMember(1, "document", .reference(.document), isRequired: true),
                    GroupMember(2, "reason", .text(max: 500), isRequired: true),
                ], policy: .appendOnly)
        ])

    /// A document as people read it. Whoever renders one gives its record the id that follows from
    /// document and format, so the first rendering stands for everybody.
    package static let rendering = RecordCollection(
        .rendering, table: "renderings", .appendOnly(.none),
        fields: [
            Field(
                1, "rendering",
                together: [
                    GroupMember(1, "document", .reference(.document), isRequired: true),
                    GroupMember(2, "format", .choice(["pdf", "xml"]), isRequired: true),
                    GroupMember(3, "blob", .hash, isRequired: true),
                    GroupMember(4, "renderer", .text(max: 200), isRequired: true),
                ], policy: .first)
        ])
}
