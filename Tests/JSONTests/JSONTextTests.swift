import JSON
import Testing

struct JSONTextTests {
    @Test(
        arguments: [
            (nil, "null"), (true, "true"), (-7, "-7"), ("a/b", "\"a/b\""), ([], "[]"), ([:], "{}"),
            ([1, [2], ["k": "v"]], "[1,[2],{\"k\":\"v\"}]"),
        ] as [(JSONValue, String)])
    func `each kind of value has one spelling`(value: JSONValue, text: String) {
        #expect(value.text() == text)
    }

    @Test func `names are sorted by their bytes`() {
        let value: JSONValue = ["b": 1, "B": 2, "ä": 3, "a": 4]
        #expect(value.text() == "{\"B\":2,\"a\":4,\"b\":1,\"ä\":3}")
    }

    @Test func `a number that is not finite becomes null`() {
        #expect(JSONValue.measurement(.nan).text() == "null")
        #expect(JSONValue.measurement(-.infinity).text() == "null")
        #expect(JSONValue.measurement(0.25).text() == "0.25")
    }

    @Test(arguments: [
        ("\"\\", "\\\"\\\\"), ("\n\r\t", "\\n\\r\\t"), ("\u{1B}[31m", "\\u001b[31m"),
        ("\u{7F}\u{9B}", "\\u007f\\u009b"), ("\u{202E}x", "\\u202ex"), ("\u{2028}", "\\u2028"),
        ("\u{E0041}", "\\udb40\\udc41"), ("日本 😀", "日本 😀"),
    ])
    func `whatever steers a terminal is escaped`(raw: String, escaped: String) {
        #expect(JSONValue.quoted(raw) == "\"\(escaped)\"")
    }

    @Test func `the pretty form has a line for each member`() {
        let value: JSONValue = ["list": [1, 2], "none": [:]]
        #expect(
            value.text(pretty: true) == """
                {
                  "list": [
                    1,
                    2
                  ],
                  "none": {}
                }
                """)
    }
}
