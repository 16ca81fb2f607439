/// The header fields of a message, in the order in which they came or shall go.
///
/// Names are compared without regard to ASCII case. Values are kept as they are; a message with a
/// malformed field (`firstMalformed`) is refused by the server and by the client before it is sent.
package struct Headers: Hashable, Sendable {
    /// One line of the header.
    package struct Field: Hashable, Sendable {
        /// The name as it came.
        package let name: String
        /// The value without the white space around it.
        package let value: String

        /// Keeps both as given.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All fields in order.
    package private(set) var fields: [Field]

    /// No field at all.
    package init() {
        fields = []
    }

    /// Takes fields as they came.
    package init(_ fields: [Field]) {
        self.fields = fields
    }

    /// The first value of that name; setting replaces all of that name, `nil` removes them.
    package subscript(name: String) -> String? {
        get { fields.first { Self.isSame($0.name, name) }?.value }
        set {
            fields.removeAll { Self.isSame($0.name, name) }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    /// All values of that name, in order.
    package func values(of name: String) -> [String] {
        fields.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    /// Adds one more field of a name that may come several times.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// The first field that would break the message on the wire: a name that is no token, or a
    /// value with CR, LF, NUL or another control character but the tabulator.
    package var firstMalformed: Field? {
        fields.first { !Self.isToken($0.name) || !Self.isValue($0.value) }
    }

    /// Whether two names mean the same field.
    package static func isSame(_ left: String, _ right: String) -> Bool {
        let left = left.utf8
        let right = right.utf8
        return left.count == right.count
            && zip(left, right).allSatisfy { $0 == $1 || lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
                default: "!#$%&'*+.^_`|~".utf8.contains(byte)
                }
            }
    }

    private static func isValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
}

extension Headers: ExpressibleByDictionaryLiteral {
    /// Writes headers down as they shall stand: `["Content-Type": "text/csv"]`.
    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }
}
