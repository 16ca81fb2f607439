/// The texts of one column for many rows, laid down as PostgreSQL reads them while they come.
package struct TextArray: Storable {
    private var elements: [UInt8] = []
    private var count: Int32 = 0
    private var hasNulls = false

    /// No text.
    package init() {}

    /// The column type that it is sent as.
    package static var dataType: DataType { String.arrayType }

    /// Adds the text of the next row, or that it has none.
    package mutating func append(_ text: String?) {
        count += 1
        guard let text else {
            hasNulls = true
            return elements.append(bigEndian: Int32(-1))
        }
        elements.append(bigEndian: Int32(text.utf8.count))
        elements.append(contentsOf: text.utf8)
    }

    /// Appends the array's binary form.
    package func write(into bytes: inout [UInt8]) {
        bytes.append(bigEndian: Int32(count == 0 ? 0 : 1))
        bytes.append(bigEndian: Int32(hasNulls ? 1 : 0))
        bytes.append(bigEndian: DataType.text.rawValue)
        guard count > 0 else { return }
        bytes.append(bigEndian: count)
        bytes.append(bigEndian: Int32(1))
        bytes.append(contentsOf: elements)
    }
}
