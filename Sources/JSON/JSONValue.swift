/// A JSON document or a part of one.
package enum JSONValue: Hashable, Sendable {
    /// The absent value.
    case null
    /// A truth.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A measurement. One that is not finite is written as `null`.
    case number(Double)
    /// A text.
    case string(String)
    /// A list in its order.
    case array([JSONValue])
    /// Names and their values; written in the order of the names' bytes.
    case object([String: JSONValue])
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    /// Lets a literal text stand for itself.
    package init(stringLiteral value: String) { self = .string(value) }
    /// Lets a literal number stand for itself.
    package init(integerLiteral value: Int64) { self = .integer(value) }
    /// Lets `true` and `false` stand for themselves.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Lets a literal list stand for itself.
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Lets `nil` stand for `null`.
    package init(nilLiteral: ()) { self = .null }

    /// Lets a literal dictionary stand for itself; the last of two equal names wins.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}
