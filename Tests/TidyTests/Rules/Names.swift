extension Rule {
    /// A name says what is inside; these names say that anything may be.
    static let names = eachFile("names") { file in
        let parts = file.path.split(separator: "/").map(String.init)
        return parts.compactMap { part in
            let stem = part.split(separator: ".").first.map(String.init) ?? part
            guard words(stem).contains(where: empty.contains) || alone.contains(stem) else {
                return nil
            }
            return file.violation(1, "'\(part)' says nothing; name it for what it holds.")
        }
    }

    private static let empty: Set<String> = [
        "Utils", "Util", "Utilities", "Helpers", "Helper", "Common", "Manager", "Misc", "Stuff",
    ]
    private static let alone: Set<String> = ["New", "Shared", "Base", "Extensions"]

    private static func words(_ stem: String) -> [String] {
        var words = [""]
        for character in stem {
            if character.isUppercase || !character.isLetter { words.append("") }
            if character.isLetter { words[words.count - 1].append(character) }
        }
        return words.map(\.capitalized)
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
