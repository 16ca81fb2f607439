extension Rule {
    /// A function does one thing.
    static let functionLength = eachSwiftFile("function length") { file in
        file.tokens.indices.compactMap { index in
            guard let name = file.functionName(at: index), let body = file.bodyStart(after: index)
            else { return nil }
            let end = file.tokens[file.afterGroup(body) - 1].line
            let count = end - file.tokens[index].line + 1
            guard count > Limits.functionLines else { return nil }
            return file.violation(
                file.tokens[index].line,
                "'\(name)' has \(count) lines; give its steps names (at most "
                    + "\(Limits.functionLines)).")
        }
    }
}

extension SourceFile {
    fileprivate func functionName(at index: Int) -> String? {
        let before = token(index - 1)
        guard before != "." else { return nil }
        switch tokens[index].text {
        case "func": return token(index + 1)
        case "init" where ["(", "<", "?", "!"].contains(token(index + 1)): return "init"
        case "deinit", "subscript": return tokens[index].text
        default: return nil
        }
    }

    // A requirement of a protocol has no body: the next declaration or the end comes first.
    fileprivate func bodyStart(after start: Int) -> Int? {
        var index = start + 1
        while index < tokens.count {
            switch tokens[index].text {
            case "(", "[": index = afterGroup(index)
            case "{": return index
            case "}", "func", "init", "var", "let", "subscript", "case", "associatedtype":
                return nil
            default: index += 1
            }
        }
        return nil
    }
}
