extension Rule {
    /// Whatever other modules see says what it is.
    static let documentation = Rule(name: "documentation") { house in
        let known = wellKnown.union(house.files.flatMap(\.requirements))
        return house.files.flatMap { file in
            file.tokens.indices.compactMap { index -> Violation? in
                guard file.tokens[index].text == "package",
                    let name = file.declaredName(after: index), !known.contains(name)
                else { return nil }
                let line = file.tokens[index].line
                guard !file.isDocumented(line) else { return nil }
                return file.violation(
                    line, "'\(name)' is seen by others; say above it, after '///', what it is.")
            }
        }
    }

    // Their meaning is their protocol's, and known to everybody.
    private static let wellKnown: Set<String> = [
        "description", "debugDescription", "customMirror", "hash", "=", "<", "makeIterator",
        "makeAsyncIterator", "next", "encode", "init(from", "init(stringLiteral",
        "init(stringInterpolation", "init(literalCapacity", "appendLiteral", "errorDescription",
        "init(arrayLiteral", "init(dictionaryLiteral", "init(integerLiteral", "init(rawValue",
        "init(nilLiteral", "init(booleanLiteral", "init(floatLiteral",
    ]
}

extension SourceFile {
    private static let kinds: Set<String> = [
        "var", "let", "func", "init", "struct", "enum", "class", "actor", "protocol", "typealias",
        "subscript",
    ]
    private static let modifiers: Set<String> = [
        "static", "final", "mutating", "nonmutating", "indirect", "nonisolated", "consuming",
        "borrowing", "convenience", "required", "override", "lazy", "weak", "unowned",
    ]
    /// The name that `package` at an index declares; an initializer has its first label.
    fileprivate func declaredName(after index: Int) -> String? {
        var next = index + 1
        while Self.modifiers.contains(token(next)) {
            next = token(next + 1) == "(" ? afterGroup(next + 1) : next + 1
        }
        guard Self.kinds.contains(token(next)) else { return nil }
        return name(ofDeclarationAt: next)
    }

    private func name(ofDeclarationAt index: Int) -> String {
        guard token(index) == "init" else { return token(index + 1) }
        let label = tokens[index...].firstIndex { $0.text == "(" }.map { token($0 + 1) }
        return "init(\(label ?? "")"
    }

    /// What the protocols of this file ask for, and document.
    fileprivate var requirements: [String] {
        tokens.indices.filter { tokens[$0].text == "protocol" }.flatMap { start -> [String] in
            guard let body = tokens[start...].firstIndex(where: { $0.text == "{" }) else {
                return []
            }
            return (body..<afterGroup(body)).filter {
                ["var", "func", "init", "typealias"].contains(tokens[$0].text)
            }.map(name)
        }
    }

    // Attributes may stand between the comment and the declaration.
    fileprivate func isDocumented(_ line: Int) -> Bool {
        var above = line - 2
        while above >= 0 {
            let text = lines[above].drop { $0 == " " }
            if text.hasPrefix("///") { return true }
            guard text.hasPrefix("@") || text.hasPrefix(")") else { return false }
            above -= 1
        }
        return false
    }
}
