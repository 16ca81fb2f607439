import Testing

struct SwiftCodeTests {
    private func words(_ source: String) -> [String] {
        Token.all(in: SwiftCode.stripped(source)).map(\.text)
    }

    @Test(arguments: [
        ("a // b\nc", ["a", "c"]),
        ("a /* b /* c */ d */ e", ["a", "e"]),
        ("a \"b // c\" d", ["a", "d"]),
        ("a \"b \\\" c\" d", ["a", "d"]),
        ("a \"b \\(c + \"d \\(e)\") f\" g", ["a", "c", "+", "e", ")", ")", "g"]),
        ("a #\"b \" \\(c) \\#(d)\"# e", ["a", "d", ")", "e"]),
        ("a \"\"\"\n b \"c\" // d\n \\(e)\n \"\"\" f", ["a", "e", ")", "f"]),
        ("a(/\"b/, c / d / e)", ["a", "(", ",", "c", "/", "d", "/", "e", ")"]),
        ("a #/b \"/# c", ["a", "c"]),
        (
            "let x = 1.5e3 + 0x1F + y.0",
            ["let", "x", "=", "1.5e3", "+", "0x1F", "+", "y", ".", "0"]
        ),
        ("func `a claim, 2 + 2`()", ["func", "`a claim, 2 + 2`", "(", ")"]),
        ("1...2", ["1", ".", ".", ".", "2"]),
    ])
    func `comments and literals are not code, and interpolations are`(
        source: String, expected: [String]
    ) {
        #expect(words(source) == expected)
    }

    @Test func `every token keeps its line`() {
        let tokens = Token.all(in: SwiftCode.stripped("a\n/*\n\n*/ b\n\"\"\"\n\n\"\"\"\nc"))
        #expect(tokens.map(\.line) == [1, 4, 8])
    }

    @Test(arguments: ["\"", "/*", "\"\"\"", "#\"", "\"\\(", "/", "`", "\\", "#"])
    func `code that stops in the middle is read to its end`(source: String) {
        #expect(SwiftCode.stripped("a " + source).count == source.utf8.count + 2)
    }
}
