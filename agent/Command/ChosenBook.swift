import CommandLine

/// The book that a command is about, where a laptop holds several.
enum ChosenBook {
    private static let variable = "COUNTERFOIL_BOOK"

    /// Every command understands it.
    static let option = Option.value(
        "book", "BOOK", "The book that is meant, by its name or id", environment: variable)

    /// What the words of a command line name, or else the environment. Whether the words make
    /// sense is looked at by whoever reads them all.
    static func named(in words: [String], _ environment: [String: String]) -> String? {
        let words = Array(words.prefix { $0 != "--" })
        for (index, word) in words.enumerated() {
            if word == "--book", index + 1 < words.count { return words[index + 1] }
            if word.hasPrefix("--book=") { return String(word.dropFirst("--book=".count)) }
        }
        return environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
}
