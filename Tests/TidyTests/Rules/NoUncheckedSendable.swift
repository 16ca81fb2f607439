extension Rule {
    /// The compiler proves that nothing races; a promise in its stead is an exception.
    static let noUncheckedSendable = eachSwiftFile("no unchecked Sendable") { file in
        file.forbidding("asks for trust; let the compiler prove it.") { token, index in
            (token.text == "unchecked" && file.token(index - 1) == "@")
                || (token.text == "unsafe" && file.token(index - 2) == "nonisolated")
        }
    }
}
