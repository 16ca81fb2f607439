/// Collects the binary form of rows on their way into a table.
package struct CopyRow {
    private(set) var bytes: [UInt8]
    private var columnsLeft = 0

    /// The signature of the binary format, flags and an empty extension.
    private static let header: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0x00] + [UInt8](repeating: 0, count: 8)

    init() { bytes = Self.header }

    /// Appends the row's next column.
    package mutating func append(_ value: some Storable) {
        columnsLeft -= 1
        bytes.append(field: value)
    }

    mutating func begin(columns: Int) {
        bytes.append(bigEndian: Int16(columns))
        columnsLeft = columns
    }

    /// Whether as many columns were appended as the row has.
    var isComplete: Bool { columnsLeft == 0 }

    mutating func finish() { bytes.append(bigEndian: Int16(-1)) }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }
}
