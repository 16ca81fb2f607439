import FoundationEssentials
package import JSON

extension JSONValue {
    /// The JSON of a value that knows how to encode itself. Dates are ISO 8601.
    package init(encoding value: some Encodable) throws(CommandFailure) {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        do {
            let data = try encoder.encode(value)
            self = try JSONDecoder().decode(Decoded.self, from: data).value
        } catch {
            throw CommandFailure(.failure, "An answer could not be written as JSON: \(error)")
        }
    }
}

/// Any JSON, as a decoder meets it.
private struct Decoded: Decodable {
    let value: JSONValue

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: Name.self) {
            let pairs = try members.allKeys.map {
                ($0.stringValue, try members.decode(Decoded.self, forKey: $0).value)
            }
            value = .object(Dictionary(pairs) { _, last in last })
        } else if var elements = try? decoder.unkeyedContainer() {
            var list: [JSONValue] = []
            while !elements.isAtEnd { list.append(try elements.decode(Decoded.self).value) }
            value = .array(list)
        } else {
            value = Self.single(try decoder.singleValueContainer())
        }
    }

    private static func single(_ container: any SingleValueDecodingContainer) -> JSONValue {
        if container.decodeNil() { return .null }
        if let truth = try? container.decode(Bool.self) { return .bool(truth) }
        if let number = try? container.decode(Int64.self) { return .integer(number) }
        if let number = try? container.decode(Double.self) { return .measurement(number) }
        return (try? container.decode(String.self)).map(JSONValue.string) ?? .null
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
