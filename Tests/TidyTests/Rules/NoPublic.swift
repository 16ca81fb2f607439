extension Rule {
    /// Nobody outside this package builds on it, so `package` is the widest there is.
    static let noPublic = eachSwiftFile("no public") { file in
        file.forbidding("reaches beyond the package; say 'package'.") { token, index in
            if token.text == "public" { return file.token(index - 1) != "." }
            let next = file.token(index + 1)
            return token.text == "open" && ["class", "func", "var"].contains(next)
                && file.token(index - 1) != "."
        }
    }
}
