import Bytes
import Sync

/// The small trade that the people of a run are in: clients, drafts with lines, documents.
enum Trade {
    static let client: UInt32 = 1
    static let draft: UInt32 = 2
    static let line: UInt32 = 3
    static let document: UInt32 = 4
    static let tags: UInt32 = 7
    /// The register of a line that holds its draft's id.
    static let draftOfLine: UInt32 = 1

    static let schema = Schema(collections: [
        client: .init(registers: [
            1: .init(), 2: .init(), 3: .init(.latest, touches: false),
            tags: .init(.union, touches: false),
        ]),
        draft: .init(isDraft: true, registers: [1: .init(), 2: .init()]),
        line: .init(
            owner: .init(register: draftOfLine, collection: draft),
            registers: [1: .init(), 2: .init()]),
        document: .init(
            isDeletable: false, deed: .deed,
            registers: [1: .init(.appendOnly, touches: false)]),
    ])

    /// The value that the office does not like, wherever it is written.
    static let disliked = Value.integer(13)

    static let judge = Judge(schema: schema) { change, _ in
        guard let write = change.writes.first(where: { $0.value == disliked }) else { return nil }
        return Objection(.rule, rule: "no-thirteen", field: write.address, hint: "Take another.")
    }

    static let subjects: [RecordKey] =
        (1...3).map { key(client, $0) } + (1...2).map { key(draft, $0) }
        + (1...3).map { key(line, $0) }

    static func key(_ collection: UInt32, _ number: UInt8) -> RecordKey {
        var bytes = [UInt8](repeating: 0, count: 16)
        bytes[0] = UInt8(truncatingIfNeeded: collection)
        bytes[15] = number
        guard let id = RecordID(bytes: bytes) else { preconditionFailure("16 bytes are an id.") }
        return RecordKey(collection: collection, id: id)
    }
}
