import Bytes
import Catalog
package import Sync

/// Where records that may have to do with each other are found together.
///
/// A store keeps one table of (book, topic, bytes, record), written with each record from `keys`;
/// no rule ever looks at more than what stands under a few keys.
package struct IndexKey: Hashable, Sendable {
    /// What kind of key it is.
    package let topic: Topic
    /// What is alike among the records.
    package let bytes: [UInt8]

    /// The kinds of keys; their numbers are kept in databases.
    package enum Topic: Int64, Hashable, Sendable, CaseIterable {
        /// A record, and all that name it.
        case naming = 1
        /// Clients of one number.
        case clientNumber = 2
        /// Products of one number.
        case sku = 3
        /// Documents of one kind and number.
        case documentNumber = 4
        /// Documents of one period of what recurs.
        case period = 5
        /// What was decided about one question.
        case decided = 6
        /// What is known of a person or a device.
        case identity = 7
    }

    /// Takes a key as it was kept.
    package init(topic: Topic, bytes: [UInt8]) {
        self.topic = topic
        self.bytes = bytes
    }

    /// The bytes are hashed at once, and not one after the other.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(topic)
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    private init(_ topic: Topic, _ words: String...) {
        var writer = ByteWriter()
        for word in words { writer.text(word) }
        self.init(topic: topic, bytes: writer.bytes)
    }

    /// A record, and all that name it.
    package static func naming(_ key: RecordKey) -> IndexKey {
        var writer = ByteWriter()
        writer.varint(UInt64(key.collection))
        writer.identifier(key.id)
        return IndexKey(topic: .naming, bytes: writer.bytes)
    }

    static func decided(_ conflict: ConflictID) -> IndexKey {
        IndexKey(topic: .decided, bytes: conflict.bytes)
    }

    static func identity<Subject>(_ id: Identifier<Subject>) -> IndexKey {
        IndexKey(topic: .identity, bytes: id.bytes)
    }

    /// The record that the key is about, where it is about one.
    package var record: RecordKey? {
        guard topic == .naming else { return nil }
        var reader = ByteReader(bytes)
        guard let number = try? reader.varint(), let collection = UInt32(exactly: number),
            let id: RecordID = try? reader.identifier()
        else { return nil }
        return RecordKey(collection: collection, id: id)
    }
}

extension IndexKey: Comparable {
    /// Orders keys by topic, then by bytes.
    package static func < (left: Self, right: Self) -> Bool {
        if left.topic != right.topic { return left.topic.rawValue < right.topic.rawValue }
        return left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension IndexKey {
    /// Every key under which a record stands.
    package static func keys(of record: Record) -> Set<IndexKey> {
        guard !record.registers.isEmpty, let facts = Facts(record) else { return [] }
        return Set(
            [naming(record.key)] + facts.references.map(naming)
                + [likeness(facts), period(facts)].compactMap { $0 } + identities(facts))
    }

    /// What must be the only one of its kind.
    static func likeness(_ facts: Facts) -> IndexKey? {
        switch CollectionNumber(rawValue: facts.collection.number) {
        case .client where facts.record.isAlive:
            facts.text("number").map { IndexKey(.clientNumber, folded($0)) }
        case .product where facts.record.isAlive:
            facts.text("sku").map { IndexKey(.sku, folded($0)) }
        case .document:
            facts.text("number").map { IndexKey(.documentNumber, facts.text("kind") ?? "", $0) }
        case .settlement: facts.id("conflict").map { decided($0) }
        default: nil
        }
    }

    static func period(_ facts: Facts) -> IndexKey? {
        guard facts.collection.number == CollectionNumber.document.rawValue,
            let origin = facts.reference("origin"), let start = facts.text("periodStart")
        else { return nil }
        return IndexKey(.period, origin.word, start)
    }

    private static func identities(_ facts: Facts) -> [IndexKey] {
        guard facts.collection.number == CollectionNumber.grant.rawValue else { return [] }
        let person: PersonID? = facts.id("person")
        let device: DeviceID? = facts.id("device")
        return [person.map { identity($0) }, device.map { identity($0) }].compactMap { $0 }
    }

    /// Numbers that differ in capitals and outer blanks alone are one to a person.
    private static func folded(_ text: String) -> String {
        let start = text.drop(while: \.isWhitespace)
        let end = start.reversed().prefix(while: \.isWhitespace).count
        return start.dropLast(end).lowercased()
    }
}
