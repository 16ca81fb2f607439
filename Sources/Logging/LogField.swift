/// A named fact of a log line.
package struct LogField: Sendable {
    /// What a fact may be. Customer data has one way in, `personal`, and no way out.
    package enum Value: Sendable {
        /// An id, a name from the source, a path.
        case text(String)
        /// A count, a size, a duration in the unit that the name ends with.
        case integer(Int64)
        /// A measurement.
        case number(Double)
        /// A claim.
        case bool(Bool)
        /// Something about a person: the line says that it was left out.
        case personal
        /// A key, a password, a token: the line says that it was left out.
        case secret
    }

    let name: String
    let value: Value

    /// Names a fact.
    package init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// A text that names no person.
    package static func text(_ name: String, _ value: String) -> LogField {
        LogField(name, .text(value))
    }

    /// A whole number.
    package static func integer(_ name: String, _ value: some BinaryInteger) -> LogField {
        LogField(name, .integer(Int64(clamping: value)))
    }

    /// A measurement.
    package static func number(_ name: String, _ value: Double) -> LogField {
        LogField(name, .number(value))
    }

    /// A claim.
    package static func bool(_ name: String, _ value: Bool) -> LogField {
        LogField(name, .bool(value))
    }

    /// Something about a person. The value is taken so that the call reads well, and dropped.
    package static func personal(_ name: String, _ value: some Any) -> LogField {
        LogField(name, .personal)
    }

    /// Something nobody may read, by its wrapper.
    package static func secret<Value>(_ name: String, _ value: Secret<Value>) -> LogField {
        LogField(name, .secret)
    }
}
