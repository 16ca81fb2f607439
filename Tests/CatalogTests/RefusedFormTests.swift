import Bytes
import Catalog
import JSON
import Sync
import Testing

struct RefusedFormTests {
    private func errors(of form: [String: JSONValue]) -> [String: String] {
        do {
            _ = try Catalog.client.creation(of: RecordKey.client.id, from: form, owner: nil)
            return [:]
        } catch {
            return Dictionary(error.errors.map { ($0.path, $0.expectation) }) { $0 + " " + $1 }
        }
    }

    @Test(
        arguments: [
            ([:], "name", "A client needs a name."),
            (["name": nil], "name", "A client needs a name."),
            (["name": ""], "name", "It cannot be empty."),
            (["name": " \u{A0}\t"], "name", "It cannot be empty."),
            (["name": 7], "name", "A text is expected."),
            (["name": ["a"]], "name", "A text is expected."),
            (
                ["name": .string(String(repeating: "x", count: 201))], "name",
                "At most 200 characters are allowed."
            ),
            (["name": "a\nb"], "name", "Control characters are not allowed."),
            (["name": "a\0"], "name", "Control characters are not allowed."),
            (["name": "a\u{1B}[31m"], "name", "Control characters are not allowed."),
            (["name": "a\u{202E}b"], "name", "Control characters are not allowed."),
            (["name": "A", "kind": "robot"], "kind", "One of company, person is expected."),
            (["name": "A", "kind": true], "kind", "One of company, person is expected."),
            (
                ["name": "A", "billingAddress": "Street 1"], "billingAddress",
                "An object is expected, with street, street2, city, postalCode, region, country."
            ),
            (
                ["name": "A", "billingAddress": ["city": 1]], "billingAddress.city",
                "A text is expected."
            ),
            (
                ["name": "A", "billingAddress": ["country": "POL"]], "billingAddress.country",
                "At most 2 characters are allowed."
            ),
            (
                ["name": "A", "deliveryAddress": ["town": "X"]], "deliveryAddress.town",
                "There is no such field."
            ),
        ] as [([String: JSONValue], String, String)])
    func `every error names the path and what is expected there`(
        form: [String: JSONValue], path: String, expectation: String
    ) {
        #expect(errors(of: form) == [path: expectation])
    }

    private static let id = RecordKey.client.id

    @Test(
        arguments: [
            (Catalog.line, ["draft": .string(id.text), "taxCategory": "\u{212A}"], "taxCategory"),
            (
                Catalog.delivery,
                ["key": "k", "recipient": "a@example.com", "at": "2026-11-21T+9:+1:-0Z"], "at"
            ),
            (
                Catalog.payment,
                [
                    "date": "2026-11-21",
                    "amount": ["value": "12345678901234.56", "currency": "EUR"],
                ],
                "amount"
            ),
            (Catalog.recurring, ["client": .string(id.text), "content": [:]], "content"),
        ] as [(RecordCollection, [String: JSONValue], String)])
    func `what only looks like a value is refused`(
        collection: RecordCollection, form: [String: JSONValue], path: String
    ) {
        let error = #expect(throws: FieldErrors.self) {
            try collection.creation(of: Self.id, from: form, owner: nil)
        }
        #expect(error?.errors.contains { $0.path.hasPrefix(path) } == true)
    }

    @Test func `an unknown field is answered with the names of those that exist`() {
        let errors = errors(of: ["name": "A", "colour": "red"])
        #expect(
            errors["colour"]?.hasPrefix("A client has no such field, but number, name,") == true)
    }

    @Test func `all errors of a form are told at once`() {
        let errors = errors(
            of: ["x": 1, "kind": 2, "email": 3, "billingAddress": ["city": 4, "y": 5]])
        #expect(
            Set(errors.keys)
                == ["name", "x", "kind", "email", "billingAddress.city", "billingAddress.y"])
    }

    @Test func `as many characters as allowed are taken, whatever bytes they need`() {
        let name = String(repeating: "😀", count: 200)
        #expect(errors(of: ["name": .string(name)]).isEmpty)
    }

    @Test func `a refused edit names the field too`() throws {
        var desk = Desk()
        let record = try desk.added(["name": "A"])
        #expect(
            throws: FieldErrors([FieldError(path: "name", expectation: "It cannot be cleared.")])
        ) {
            try Catalog.client.edit(of: record, by: ["name": nil], owner: nil)
        }
    }
}
