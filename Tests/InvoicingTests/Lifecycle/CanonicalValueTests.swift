import Invoicing
import Testing

struct CanonicalValueTests {
    @Test func `the bytes are those of the canonicalization scheme`() throws {
        let value = CanonicalValue.fields([
            "b": .list([.text("1"), .list([]), .fields([:])]),
            "a": .text("\"\\/\u{8}\u{1}\n€\u{7f}"),
            "B": .text(""), "aa": .text("é"),
        ])
        let expected =
            #"{"B":"","a":"\"\\/\b\u0001\n€"# + "\u{7f}" + #"","aa":"é","b":["1",[],{}]}"#
        #expect(String(decoding: value.bytes, as: UTF8.self) == expected)
        #expect(try CanonicalValue(reading: value.bytes) == value)
    }

    @Test(arguments: [
        "", " {}", "{} ", "{\"a\": \"b\"}", "{\"b\":\"1\",\"a\":\"2\"}",
        "{\"a\":\"1\",\"a\":\"2\"}",
        "[1]", "[true]", "[null]", "[\"a\",]", "[\"\\u0041\"]", "[\"\\/\"]", "[\"\\u000a\"]",
        "[\"\\u001F\"]", "[\"a\nb\"]", "{\"a\"}", "[", "[\"", "{\"a\":", "[\"\\", "[\"\\u00",
        "\u{FEFF}[]", "[\"\\uD83D\\uDE00\"]", "[\"\\u+01f\"]",
        String(repeating: "[", count: 100_000),
    ])
    func `another way to write it is refused`(text: String) {
        #expect(throws: InvoicingError.document(.notCanonical)) {
            try CanonicalValue(reading: Array(text.utf8))
        }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: InvoicingError.document(.notCanonical)) {
            try CanonicalValue(reading: [0x22, 0xC0, 0x80, 0x22])
        }
    }
}
