/// A JSON document or a part of one.
package enum JSONValue: Hashable, Sendable {
    /// The absent value.
    case null
    /// A truth.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// Any other number, as it is written: nothing is lost to floating point.
    case number(String)
    /// A text.
    case string(String)
    /// A list in its order.
    case array([JSONValue])
    /// Names and their values; written in the order of the names' bytes.
    case object([String: JSONValue])
}

extension JSONValue {
    /// A measurement; one that is not finite is `null`.
    package static func measurement(_ number: Double) -> JSONValue {
        number.isFinite ? .number("\(number)") : .null
    }
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

extension JSONValue {
    /// The text, where the value is one.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number, where the value is one.
    package var integer: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The elements, where the value is a list.
    package var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members, where the value is an object.
    package var object: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The member of a name, where the value is an object that has it.
    package subscript(name: String) -> JSONValue? { object?[name] }
}
