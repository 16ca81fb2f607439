extension Rule {
    /// The repository speaks of the product, not of how or where it is made.
    static let noOutsideWords = eachFile("no outside words") { file in
        file.lines.enumerated().flatMap { index, line in
            words.filter { line.contains($0) }.map { word in
                file.violation(index + 1, "'\(word)' is not about the product; say what is meant.")
            }
        }
    }

    // Written in pieces, so that this file keeps its own rule.
    private static let words = [
        "work" + "tree", "sub" + "agent", "language " + "model", "house" + ".md",
        "sync" + ".md", "catalog" + ".md", "invoicing" + ".md", "faults" + ".md",
    ]
}
