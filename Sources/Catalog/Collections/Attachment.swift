import Sync

extension Catalog {
    /// Bytes that are kept beside the book, under their hash.
    package static let blob = RecordCollection(
        .blob, table: "blobs", .appendOnly(.none),
        fields: [
            Field(
                1, "blob",
                together: [
                    GroupMember(1, "hash", .hash, isRequired: true),
                    GroupMember(2, "mediaType", .text(max: 100), isRequired: true),
                    GroupMember(3, "size", .whole(0...(10 << 20)), isRequired: true),
                ], policy: .appendOnly)
        ])

    /// A file that belongs to a client, a document or a payment.
    package static let attachment = RecordCollection(
        .attachment, table: "attachments",
        fields: [
            Field(1, "of", .link([.client, .document, .payment]), isRequired: true),
            Field(2, "blob", .hash, isRequired: true),
            Field(3, "name", .text(max: 200), isRequired: true),
            Field(4, "sentWithDocument", .bool),
        ])

    /// What somebody wants to remember about a record.
    package static let note = RecordCollection(
        .note, table: "notes",
        fields: [
            Field(1, "of", .link(CollectionNumber.allCases), isRequired: true),
            Field(2, "text", .lines(max: 10_000), policy: .text, isRequired: true),
        ])
}
