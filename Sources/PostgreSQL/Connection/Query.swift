/// A statement with its values apart from its text.
///
/// Written as a string literal, every interpolated value becomes a parameter (`$1`, `$2` …) and
/// travels in binary form; it can never be read as SQL. One text is prepared once per connection.
package struct Query: Sendable {
    /// The statement, with a placeholder for every value.
    package let sql: String
    /// The values.
    let parameters: Parameters

    /// A statement whose text the program holds, with `$1`, `$2` … for the values that follow.
    package init(sql: String, _ values: (any Storable)...) { self.init(sql: sql, values: values) }

    /// A statement that the program puts together, with `$1`, `$2` … for the values.
    package init(sql: String, values: [any Storable]) {
        self.sql = sql
        var parameters = Parameters()
        for value in values { parameters.append(value) }
        self.parameters = parameters
    }
}

extension Query: ExpressibleByStringInterpolation {
    /// A statement without values.
    package init(stringLiteral: String) {
        sql = stringLiteral
        parameters = Parameters()
    }

    /// A statement with its values.
    package init(stringInterpolation: Interpolation) {
        sql = stringInterpolation.sql
        parameters = stringInterpolation.parameters
    }

    /// Collects the text and the values of a literal.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var sql = ""
        fileprivate var parameters = Parameters()

        /// Starts with an empty text.
        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + 4 * interpolationCount)
        }

        /// Appends text of the program.
        package mutating func appendLiteral(_ literal: String) { sql += literal }

        /// Puts a placeholder into the text and keeps the value beside it.
        package mutating func appendInterpolation(_ value: some Storable) {
            parameters.append(value)
            sql += "$\(parameters.count)"
        }

        /// Puts a placeholder for a value that may be missing; nothing is NULL.
        package mutating func appendInterpolation(orNull value: (some Storable)?) {
            appendInterpolation(value)
        }

        /// Puts a name (of a table, a column, a role) into the text, quoted.
        package mutating func appendInterpolation(name: String) { sql += quoted(name) }
    }
}

/// A name as SQL reads it whatever it holds.
func quoted(_ name: String) -> String {
    var text = "\""
    for character in name.unicodeScalars where character != "\0" {
        if character == "\"" { text += "\"" }
        text.unicodeScalars.append(character)
    }
    return text + "\""
}

/// The values of a statement in one buffer, ready for libpq.
struct Parameters: Sendable {
    private(set) var types: [UInt32] = []
    private var bytes: [UInt8] = []
    /// Where each value starts; nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    var count: Int { types.count }

    mutating func append(_ value: some Storable) {
        types.append(type(of: value).dataType.rawValue)
        guard !value.isNull else {
            starts.append(nil)
            return lengths.append(0)
        }
        let start = bytes.count
        value.write(into: &bytes)
        starts.append(start)
        lengths.append(Int32(bytes.count - start))
    }

    /// Lends the values in the form that libpq takes.
    borrowing func withPointers<Result>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        let formats = [Int32](repeating: 1, count: count)
        // An empty value still needs an address, since none at all means NULL.
        guard !bytes.isEmpty else {
            return withUnsafeBytes(of: CChar(0)) { empty in
                let address = empty.bindMemory(to: CChar.self).baseAddress
                return body(starts.map { $0 == nil ? nil : address }, lengths, formats)
            }
        }
        return bytes.withUnsafeBytes { buffer in
            let base = buffer.bindMemory(to: CChar.self).baseAddress
            return body(
                starts.map { start in start.flatMap { base?.advanced(by: $0) } }, lengths, formats)
        }
    }
}
