import InvoiceForm
import Machine

/// The invoices of a file or a stream, one after the other: one to a line, or one on all lines.
struct InvoiceTexts: ~Copyable {
    /// The text of one invoice.
    struct Text {
        /// Where it stands when there is one on each line.
        let line: Int?
        let bytes: [UInt8]
    }

    /// What some programs put before a text in UTF-8; it says nothing.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var lines: LineReader
    private var lineNumber = 0
    private var isOnePerLine = false
    /// The line after the first, which says whether there is more than one invoice.
    private var ahead: Text?

    init(reading name: String) throws(MachineError) {
        let byteCountMax = InvoiceForm.byteCountMax
        if name == "-" {
            lines = LineReader(.input, named: "the standard input", byteCountMax: byteCountMax)
        } else {
            lines = try LineReader(path: name, byteCountMax: byteCountMax)
        }
    }

    /// The next invoice; `nil` after the last.
    mutating func next() throws(MachineError) -> Text? {
        if let text = ahead {
            ahead = nil
            return text
        }
        guard !isOnePerLine else { return try nextLine() }
        guard let first = try nextLine() else { return nil }
        guard Self.isClosed(first.bytes) else { return Text(line: nil, bytes: try whole(first)) }
        isOnePerLine = true
        ahead = try nextLine()
        return ahead == nil ? Text(line: nil, bytes: first.bytes) : first
    }

    private mutating func nextLine() throws(MachineError) -> Text? {
        while var bytes = try lines.next() {
            lineNumber += 1
            if lineNumber == 1, bytes.starts(with: Self.byteOrderMark) { bytes.removeFirst(3) }
            let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            if !isBlank { return Text(line: lineNumber, bytes: bytes) }
        }
        return nil
    }

    private mutating func whole(_ first: Text) throws(MachineError) -> [UInt8] {
        // One byte more than the most is enough for the form to refuse it.
        var bytes = [UInt8](repeating: 0x0A, count: lineNumber - 1) + first.bytes
        while bytes.count <= InvoiceForm.byteCountMax, let line = try lines.next() {
            bytes.append(0x0A)
            bytes += line
        }
        return bytes
    }

    /// Whether every bracket that the line opens is closed in it.
    private static func isClosed(_ line: [UInt8]) -> Bool {
        var depth = 0
        var isInString = false
        var isEscaped = false
        for byte in line {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\"") {
                isInString.toggle()
            } else if isInString {
                isEscaped = byte == UInt8(ascii: "\\")
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            }
        }
        return depth <= 0 && !isInString
    }
}
