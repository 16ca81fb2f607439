import Bytes
import Catalog
import JSON
import Sync
import Testing

/// Every type: what a form may say, which canonical value that is, and how it is shown again.
struct ValueTests {
    private static let id = "01010101-0101-0101-0101-010101010101"
    private static let bytes = [UInt8](repeating: 1, count: 16)

    @Test(
        arguments: [
            (.text(max: 3), "a b", .text("a b"), "a b"),
            (.lines(max: 9), "a\n\tb", .text("a\n\tb"), "a\n\tb"),
            (.bool, true, .bool(true), true), (.whole(-5...5), -5, .integer(-5), -5),
            (.decimal(placesMax: 6), "25.00", .text("25"), "25"),
            (.decimal(placesMax: 6), -3, .text("-3"), "-3"),
            (.decimal(placesMax: 6), .number("1e-1"), .text("0.1"), "0.1"),
            (.rate, "9.9750", .text("9.975"), "9.975"), (.currency, "EUR", .text("EUR"), "EUR"),
            (.terms, "NET30", .text("net 30"), "net 30"),
            (.date, "2026-02-28", .text("2026-02-28"), "2026-02-28"),
            (.time, "09:30", .text("09:30:00"), "09:30:00"),
            (.moment, "1970-01-02T00:00:01Z", .integer(86_401), "1970-01-02T00:00:01Z"),
            (.reference(.client), .string(id), .bytes(bytes), .string(id)),
            (.identity, .string(id.uppercased()), .bytes(bytes), .string(id)),
            (
                .money, ["value": "12.50", "currency": "EUR"],
                .group([
                    .init(number: 1, value: .integer(1_250)), .init(number: 2, value: .text("EUR")),
                ]),
                ["value": "12.50", "currency": "EUR"]
            ),
            (
                .money, ["value": "-7", "currency": "JPY"],
                .group([
                    .init(number: 1, value: .integer(-7)), .init(number: 2, value: .text("JPY")),
                ]),
                ["value": "-7", "currency": "JPY"]
            ),
            (
                .link([.client]), .string("client/" + id),
                .group([
                    .init(number: 1, value: .integer(1)), .init(number: 2, value: .bytes(bytes)),
                ]),
                .string("client/" + id)
            ),
            (
                .list(.text(max: 3), max: 3), ["b", "a"],
                .group([.init(number: 1, value: .text("b")), .init(number: 2, value: .text("a"))]),
                ["b", "a"]
            ),
            (.list(.bool, max: 3), [], .empty, nil), (.date, "", .empty, nil),
            (.date, nil, .empty, nil),
        ] as [(FieldType, JSONValue, Value, JSONValue)])
    func `a form's value has one canonical form and comes back as JSON`(
        type: FieldType, form: JSONValue, value: Value, shown: JSONValue
    ) throws {
        let record = try Self.written(form, to: type)
        let standing = record[1].standing(.ask)?.value ?? .empty
        #expect(standing == value)
        let json = Self.collection(type).json(of: record)["it"] ?? nil
        #expect(json == (shown == .null ? nil : shown))
        guard shown != .null else { return }
        let again = try Self.written(shown, to: type)
        #expect(again[1].standing(.ask)?.value == value)
    }

    @Test(
        arguments: [
            (.whole(1...5), 6, "it", "A whole number from 1 to 5 is expected."),
            (.whole(1...5), "3", "it", "A whole number from 1 to 5 is expected."),
            (.bool, "yes", "it", "true or false is expected."),
            (.rate, "1001", "it", "A percentage from 0 to 1000 is expected, such as \"19\"."),
            (.rate, "1.23456", "it", "A percentage from 0 to 1000 is expected, such as \"19\"."),
            (
                .decimal(placesMax: 2), "1.234", "it",
                "A decimal number of at most 2 places is expected, such as \"12.5\"."
            ),
            (
                .decimal(placesMax: 2), "1000000000000", "it",
                "A decimal number of at most 2 places is expected, such as \"12.5\"."
            ),
            (.date, "2026-02-29", "it", "A day is expected, as YYYY-MM-DD."),
            (.date, 20_260_228, "it", "A day is expected, as YYYY-MM-DD."),
            (.time, "24:00", "it", "A time is expected, as HH:MM."),
            (.time, "1:30", "it", "A time is expected, as HH:MM."),
            (
                .moment, "2026-11-21T14:30:00+01:00", "it",
                "A time in UTC is expected, as 2026-11-21T14:30:00Z."
            ),
            (.currency, "EURO", "it", "A currency's code is expected, such as \"EUR\"."),
            (.currency, "XAU", "it", "A currency's code is expected, such as \"EUR\"."),
            (.terms, "soon", "it", "Terms are expected, such as \"net 30\"."),
            (.reference(.order), "7", "it", "The id of an order is expected."),
            (
                .link([.order]), .string("client/" + id), "it",
                "A name and an id are expected, such as order/ID."
            ),
            (.hash, "ff", "it", "A SHA-256 of 64 hexadecimal digits is expected."),
            (.bytes(max: 9), "ff", "it", "Nothing is expected here from a form."),
            (
                .money, ["value": "1.234", "currency": "EUR"], "it",
                "Expected at most 2 decimals."
            ),
            (
                .money, "12.50", "it",
                "An object is expected, with value and currency, such as \"12.50\" and \"EUR\"."
            ),
            (.list(.bool, max: 2), [true, false, true], "it", "At most 2 elements are allowed."),
            (.list(.bool, max: 2), true, "it", "A list is expected."),
            (.list(.bool, max: 2), [true, "x"], "it[1]", "true or false is expected."),
            (.list(.text(max: 3), max: 2), [""], "it[0]", "It cannot be empty."),
            (.text(max: 3), "a\nb", "it", "Control characters are not allowed."),
            (.lines(max: 3), "a\u{202E}", "it", "Control characters are not allowed."),
            (.lines(max: 3), "abcd", "it", "At most 3 characters are allowed."),
            (
                .group([
                    GroupMember(1, "rate", .rate, isRequired: true), GroupMember(2, "no", .bool),
                ]),
                ["no": true], "it.rate", "It is missing."
            ),
            (
                .group([GroupMember(1, "a", .list(.whole(1...2), max: 2))]),
                ["a": [1, 3]], "it.a[1]", "A whole number from 1 to 2 is expected."
            ),
        ] as [(FieldType, JSONValue, String, String)])
    func `what does not fit is refused with its path`(
        type: FieldType, form: JSONValue, path: String, expectation: String
    ) {
        #expect(throws: FieldErrors([FieldError(path: path, expectation: expectation)])) {
            _ = try Self.written(form, to: type)
        }
    }

    @Test func `a depth of groups that nobody declares is not reached by a form`() {
        let nested = Catalog.recurring.fields.first { $0.name == "content" }?.type
        let line: JSONValue = ["discountAmount": ["value": "1.00", "currency": "EUR"]]
        #expect(throws: Never.self) {
            let record = try Self.written(
                ["currency": "EUR", "lines": [line]], to: try #require(nested))
            let value = try #require(record[1].standing(.ask)?.value)
            #expect(Value(encoded: value.encoded) == value)
        }
    }

    private static func collection(_ type: FieldType) -> RecordCollection {
        RecordCollection(.client, table: "t", fields: [Field(1, "it", type)])
    }

    private static func written(_ form: JSONValue, to type: FieldType) throws -> Record {
        var desk = Desk()
        let writes = try collection(type).creation(
            of: RecordKey.client.id, from: ["it": form], owner: nil)
        return desk.applied(writes, to: Record(key: .client))
    }
}
