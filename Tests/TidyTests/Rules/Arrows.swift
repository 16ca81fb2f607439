extension Rule {
    /// A file imports what the drawing of its module allows, and nothing that comes with it.
    static let arrows = Rule(name: "arrows") { house in
        house.files.filter(\.isSwift).flatMap { file -> [Violation] in
            guard let module = house.manifest.module(of: file.path) else { return [] }
            let allowed = Set(module.sees + [module.name] + platform)
                .union(module.isTest ? testing : [])
            return file.imports.filter { !allowed.contains($0.text) }.map { token in
                file.violation(
                    token.line,
                    "\(module.name) does not see \(token.text); draw the arrow in Package.swift "
                        + "or do without.")
            }
        }
    }

    // Glibc is for the wrappers; the pure modules have a rule of their own.
    private static let platform = [
        "Swift", "Synchronization", "Dispatch", "Glibc", "FoundationEssentials", "_Concurrency",
    ]
    private static let testing: Set<String> = ["Testing", "Foundation"]
}

extension SourceFile {
    /// The names of the modules that a file imports.
    var imports: [Token] {
        tokens.indices.filter { tokens[$0].text == "import" && token($0 - 1) != "." }
            .compactMap { tokens.indices.contains($0 + 1) ? tokens[$0 + 1] : nil }
    }
}
