import Bytes

/// Brings a book into another one: every record under a new id, and every name of one translated.
///
/// Ids are random, so 16 bytes that are one of the book's ids name that record wherever they stand.
/// Deeds, such as documents with their numbers and frozen bytes, stay what they were and are told
/// apart: they are another book's, and are kept as foreign.
package struct Import: Hashable, Sendable {
    /// The new id of each record.
    package let ids: [RecordID: RecordID]
    /// The records as they are to be written, each as one change: owners before what they own.
    package let records: [[Write]]
    /// Those among them that are deeds of another book.
    package let foreign: Set<RecordKey>

    /// Translates what stands in a book, without its graves; `mint` gives ids that nobody has.
    /// Those that are kept are the same in every book; `elsewhere` tells the new id
    /// of a record that is named in the book and does not stand in it, where it knows it.
    package init(
        of book: [Record], schema: Schema, keeping kept: Set<RecordID> = [],
        elsewhere: (RecordID) -> RecordID? = { _ in nil }, mint: () -> RecordID
    ) {
        let alive = book.filter { !$0.isOver && !$0.registers.isEmpty }.sorted { $0.key < $1.key }
        let ids = Dictionary(
            alive.map { ($0.key.id, kept.contains($0.key.id) ? $0.key.id : mint()) },
            uniquingKeysWith: { first, _ in first })
        self.ids = ids
        let owned = alive.filter { schema.owner(in: $0.key.collection) != nil }
        let first = alive.filter { schema.owner(in: $0.key.collection) == nil }
        func name(_ id: RecordID) -> RecordID? { ids[id] ?? elsewhere(id) }
        records = (first + owned).map { Self.writes(of: $0, schema, name) }
        foreign = Set(
            alive.filter { schema.deed($0.key.collection) == .deed }
                .compactMap { record in
                    ids[record.key.id].map { RecordKey(collection: record.key.collection, id: $0) }
                })
    }

    private static func writes(
        of record: Record, _ schema: Schema, _ name: (RecordID) -> RecordID?
    ) -> [Write] {
        guard let id = name(record.key.id) else { return [] }
        let key = RecordKey(collection: record.key.collection, id: id)
        return record.registers.compactMap { slot in
            let policy = schema.policy(of: slot.key.number, in: record.key.collection)
            guard let value = slot.value.standing(policy)?.value else { return nil }
            let element = RegisterKey(
                slot.key.number, element: translated(element: slot.key.element, name))
            return Write(
                address: RegisterAddress(record: key, key: element),
                value: value.translated(name), replaces: [])
        }
    }

    private static func translated(
        element: [UInt8], _ name: (RecordID) -> RecordID?
    ) -> [UInt8] {
        var reader = ByteReader(element)
        guard !element.isEmpty, let value = try? Value(from: &reader), reader.isAtEnd else {
            return element
        }
        return value.translated(name).encoded
    }
}

extension Value {
    /// The value with other names for records.
    fileprivate func translated(_ name: (RecordID) -> RecordID?) -> Value {
        switch self {
        case .bytes(let bytes): .bytes(Self.translated(bytes, name))
        case .group(let members):
            .group(
                members.map { Member(number: $0.number, value: $0.value.translated(name)) })
        case .empty, .bool, .integer, .text: self
        }
    }

    /// One id, or a row of ids; anything else stays as it is.
    private static func translated(_ bytes: [UInt8], _ name: (RecordID) -> RecordID?) -> [UInt8] {
        guard bytes.count.isMultiple(of: 16), !bytes.isEmpty else { return bytes }
        let names = stride(from: 0, to: bytes.count, by: 16).map { start in
            RecordID(bytes: bytes[start..<(start + 16)]).flatMap(name)
        }
        let known = names.compactMap(\.self)
        return known.count == names.count ? known.flatMap(\.bytes) : bytes
    }
}
