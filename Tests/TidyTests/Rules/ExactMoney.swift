extension Rule {
    /// Money is counted, never approximated.
    static let exactMoney = eachSwiftFile("exact money") { file in
        guard file.isBelow(["Sources/Money", "Sources/Invoicing"]) else { return [] }
        return file.forbidding("is not exact; count in whole units.") { token, _ in
            approximate.contains(token.text) || isFloatingLiteral(token.text)
        }
    }

    private static let approximate: Set<String> = [
        "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat",
    ]

    private static func isFloatingLiteral(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x30...0x39).contains(first) else { return false }
        let isDecimal = !text.hasPrefix("0x") && !text.hasPrefix("0b") && !text.hasPrefix("0o")
        return text.contains(".") || (isDecimal && text.contains("e"))
    }
}
