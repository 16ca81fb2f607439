import Bytes
import Invoicing
package import JSON
import Money
package import Sync

extension FieldType {
    /// A value as JSON. One that its field would not hold comes from another version or from a
    /// forger; it is shown as what it is.
    package func json(of value: Value) -> JSONValue {
        switch (self, value) {
        case (_, .empty): .null
        case (.lines, .group): value.prose.map { .string($0) } ?? Self.plain(value)
        case (.moment, .integer(let seconds)):
            (try? Moment(seconds: seconds)).map { .string($0.description) } ?? .integer(seconds)
        case (.money, .group): Amount(value).map(Self.json) ?? Self.plain(value)
        case (.link, .group): RecordKey(value).map { .string($0.word) } ?? Self.plain(value)
        case (.reference, .bytes), (.identity, .bytes):
            RecordID(value).map { .string($0.text) } ?? Self.plain(value)
        case (.change, .bytes): ChangeName.text(value).map { .string($0) } ?? Self.plain(value)
        case (.hash, .bytes(let bytes)), (.bytes, .bytes(let bytes)):
            .string(Hexadecimal.text(bytes))
        case (.list(let element, _), .group(let members)):
            .array(members.map { element.json(of: $0.value) })
        case (.group(let declared), .group(let members)): Self.object(members, declared)
        default: Self.plain(value)
        }
    }

    private static func json(_ amount: Amount) -> JSONValue {
        ["value": .string(amount.text), "currency": .string(amount.currency.code)]
    }

    private static func object(_ members: [Value.Member], _ declared: [GroupMember]) -> JSONValue {
        let named = members.compactMap { member in
            declared.first { $0.number == member.number }.map {
                ($0.name, $0.type.json(of: member.value))
            }
        }
        return .object(Dictionary(named) { first, _ in first })
    }

    private static func plain(_ value: Value) -> JSONValue {
        switch value {
        case .empty: .null
        case .bool(let flag): .bool(flag)
        case .integer(let number): .integer(number)
        case .text(let text): .string(text)
        case .bytes(let bytes): .string(Hexadecimal.text(bytes))
        case .group(let members): .array(members.map { plain($0.value) })
        }
    }
}

extension Value {
    /// Reads the canonical bytes of a value; `nil` for anything else.
    package init?(encoded: [UInt8]) {
        var reader = ByteReader(encoded)
        guard let value = try? Value(from: &reader), (try? reader.finish()) != nil else {
            return nil
        }
        self = value
    }
}
