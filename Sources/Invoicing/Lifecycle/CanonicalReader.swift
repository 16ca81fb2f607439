extension CanonicalValue {
    /// Reads bytes of the canonical form and refuses any other way to write the same.
    package init(reading bytes: [UInt8]) throws(InvoicingError) {
        var reader = CanonicalReader(bytes)
        do {
            self = try reader.value(depth: 0)
        } catch {
            throw .document(error)
        }
        guard reader.isAtEnd, self.bytes == bytes else { throw .document(.notCanonical) }
    }
}

/// Reads the canonical form from left to right; its depth is bounded.
private struct CanonicalReader {
    private static let depthMax = 16

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func value(depth: Int) throws(DocumentFault) -> CanonicalValue {
        guard depth < Self.depthMax, position < bytes.count else { throw .notCanonical }
        switch bytes[position] {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "["): return .list(try list(depth: depth))
        case UInt8(ascii: "{"): return .fields(try fields(depth: depth))
        default: throw .notCanonical
        }
    }

    private mutating func list(depth: Int) throws(DocumentFault) -> [CanonicalValue] {
        position += 1
        var values: [CanonicalValue] = []
        if takes("]") { return values }
        while true {
            values.append(try value(depth: depth + 1))
            if takes("]") { return values }
            try take(",")
        }
    }

    private mutating func fields(depth: Int) throws(DocumentFault) -> [String: CanonicalValue] {
        position += 1
        var fields: [String: CanonicalValue] = [:]
        if takes("}") { return fields }
        while true {
            let name = try text()
            try take(":")
            guard fields.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
                throw .notCanonical
            }
            if takes("}") { return fields }
            try take(",")
        }
    }

    private mutating func text() throws(DocumentFault) -> String {
        try take("\"")
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else {
                    throw .notCanonical
                }
                return text
            case UInt8(ascii: "\\"): text.append(try escaped())
            case 0x00..<0x20: throw .notCanonical
            default: text.append(byte)
            }
        }
        throw .notCanonical
    }

    /// The character after a backslash; whether it had to be escaped so, writing it again tells.
    private mutating func escaped() throws(DocumentFault) -> UInt8 {
        guard position < bytes.count else { throw .notCanonical }
        let sign = bytes[position]
        position += 1
        switch sign {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return sign
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "u"):
            let digits = bytes[position...].prefix(4)
            let code = String(decoding: digits, as: UTF8.self)
            guard digits.count == 4, let value = UInt8(code, radix: 16), value < 0x20 else {
                throw .notCanonical
            }
            position += 4
            return value
        default: throw .notCanonical
        }
    }

    private mutating func take(_ character: Unicode.Scalar) throws(DocumentFault) {
        guard takes(character) else { throw .notCanonical }
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }
}
