package import Bytes

/// Names one record in a book: its collection's number in the catalog, and its id.
package struct RecordKey: Hashable, Sendable {
    /// The collection's number in the catalog.
    package let collection: UInt32
    /// The record's id.
    package let id: RecordID

    /// Names a record.
    package init(collection: UInt32, id: RecordID) {
        self.collection = collection
        self.id = id
    }
}

extension RecordKey: Comparable {
    /// Orders records by collection, then by id.
    package static func < (left: Self, right: Self) -> Bool {
        (left.collection, left.id) < (right.collection, right.id)
    }
}

/// Names one register of a record: a field, a group of fields, or one element of a set.
package struct RegisterKey: Hashable, Sendable {
    /// The number of the field in its collection.
    package let number: UInt32
    /// The canonical bytes of a set's element; empty for a field that is no set.
    package let element: [UInt8]

    /// Names a field, or one element of a set.
    package init(_ number: UInt32, element: [UInt8] = []) {
        self.number = number
        self.element = element
    }
}

extension RegisterKey: Comparable {
    /// Orders registers by number, then by the bytes of the element.
    package static func < (left: Self, right: Self) -> Bool {
        if left.number != right.number { return left.number < right.number }
        return left.element.lexicographicallyPrecedes(right.element)
    }
}

/// Where a write goes: one register of one record.
package struct RegisterAddress: Hashable, Sendable {
    /// The record.
    package let record: RecordKey
    /// The register in it.
    package let key: RegisterKey

    /// Names a register of a record.
    package init(record: RecordKey, key: RegisterKey) {
        self.record = record
        self.key = key
    }

    /// Names a field of a record.
    package init(record: RecordKey, register: UInt32) {
        self.init(record: record, key: RegisterKey(register))
    }

    /// The number of the field.
    package var register: UInt32 { key.number }
}

extension RegisterAddress: Comparable {
    /// Orders registers by record, then by key.
    package static func < (left: Self, right: Self) -> Bool {
        left.record == right.record ? left.key < right.key : left.record < right.record
    }
}

extension RegisterAddress {
    /// Bytes of one element of a set.
    package static let elementBytesMax = 4_096

    /// Writes the canonical form.
    package func encode(into writer: inout ByteWriter) {
        writer.varint(UInt64(record.collection))
        writer.identifier(record.id)
        writer.registerKey(key)
    }

    /// Reads the canonical form.
    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        let record = RecordKey(collection: try reader.number(), id: try reader.identifier())
        self.init(record: record, key: try reader.registerKey())
    }
}

extension ByteWriter {
    /// Writes a register's number, and the element that it stands for.
    mutating func registerKey(_ key: RegisterKey) {
        varint(UInt64(key.number))
        block(key.element)
    }
}

extension ByteReader {
    /// Reads what names a register within its record.
    mutating func registerKey() throws(MalformedBytes) -> RegisterKey {
        let number = try number()
        return RegisterKey(
            number, element: try block(max: RegisterAddress.elementBytesMax))
    }
}
