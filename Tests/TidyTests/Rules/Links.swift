extension Rule {
    /// A link to a file of the repository leads there.
    static let links = Rule(name: "links") { house in
        house.files.filter { $0.path.hasSuffix(".md") }.flatMap { file -> [Violation] in
            file.links.compactMap { line, target in
                guard let path = file.resolved(target), !house.file(path) else { return nil }
                return file.violation(line, "the link to '\(target)' leads nowhere.")
            }
        }
    }
}

extension SourceFile {
    fileprivate var links: [(line: Int, target: String)] {
        var isFenced = false
        return lines.enumerated().flatMap { index, line -> [(Int, String)] in
            if line.hasPrefix("```") { isFenced.toggle() }
            if isFenced { return [] }
            return line.matches(of: /\]\(([^)\s]+)\)/).map { (index + 1, String($0.output.1)) }
        }
    }

    // Other sites and places within the same page are not files.
    fileprivate func resolved(_ target: String) -> String? {
        guard !target.hasPrefix("#"), !target.contains("://"), !target.hasPrefix("mailto:") else {
            return nil
        }
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in target.prefix(while: { $0 != "#" }).split(separator: "/") {
            switch part {
            case ".": continue
            case "..": if parts.popLast() == nil { return target }
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}
