extension Rule {
    /// The name of a test is its claim, in words.
    static let testNames = eachSwiftFile("test names") { file in
        file.tokens.indices.compactMap { index in
            guard file.tokens[index].text == "Test", file.token(index - 1) == "@",
                let function = file.tokens[index...].firstIndex(where: { $0.text == "func" }),
                !file.token(function + 1).hasPrefix("`")
            else { return nil }
            return file.violation(
                file.tokens[function].line,
                "'\(file.token(function + 1))' is no claim; write one between backticks.")
        }
    }
}
