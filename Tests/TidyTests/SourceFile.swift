/// A text of the repository, and what the rules read in it.
struct SourceFile: Sendable {
    let path: String
    let text: String
    let lines: [Substring]
    /// The words and signs of Swift code, without comments and without the text of strings.
    let tokens: [Token]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        tokens = path.hasSuffix(".swift") ? Token.all(in: SwiftCode.stripped(text)) : []
    }

    var isSwift: Bool { path.hasSuffix(".swift") }

    var isScript: Bool { path.hasSuffix(".sh") || text.hasPrefix("#!") }

    var isTest: Bool { path.hasPrefix("Tests/") }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The number of lines; the line feed at the end begins no new one.
    var lineCount: Int { text.hasSuffix("\n") ? lines.count - 1 : lines.count }

    func isBelow(_ folders: [String]) -> Bool {
        folders.contains { path.hasPrefix($0 + "/") }
    }

    func violation(_ line: Int, _ sentence: String) -> Violation {
        Violation(path: path, line: line, sentence: sentence)
    }

    /// A violation for each token that a rule forbids.
    func forbidding(
        _ sentence: String, where isForbidden: (Token, _ index: Int) -> Bool
    ) -> [Violation] {
        tokens.enumerated().filter { isForbidden($1, $0) }.map { _, token in
            violation(token.line, "'\(token.text)' \(sentence)")
        }
    }

    func token(_ index: Int) -> String {
        tokens.indices.contains(index) ? tokens[index].text : ""
    }

    /// The index after the bracket that closes the one at an index.
    func afterGroup(_ start: Int) -> Int {
        var depth = 0
        for index in start..<tokens.count {
            if ["(", "[", "{"].contains(tokens[index].text) { depth += 1 }
            if [")", "]", "}"].contains(tokens[index].text) { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return tokens.count
    }
}
