/// One thing that whoever operates a program may decide, declared once: the command line, the
/// environment, the file, the sample and `config show` all derive from it.
package struct Setting<Value: Sendable>: Sendable {
    /// Everything about it but its type.
    package let declaration: Declaration
    let read: @Sendable (String) throws(InvalidValue) -> Value

    /// Declares a setting of a type of its own.
    ///
    /// - Parameters:
    ///   - key: words in lower case joined by hyphens, such as `listen-address`.
    ///   - shape: what a value looks like, for people: `a number from 1 to 10`.
    ///   - fallback: the text of the default; `nil` when there is none.
    ///   - environment: names besides the one made of the key, such as `DATABASE_URL`.
    package init(
        _ key: String, _ doc: String, shape: String, fallback: String?, isSecret: Bool = false,
        environment: [String] = [],
        read: @escaping @Sendable (String) throws(InvalidValue) -> Value
    ) {
        self.read = read
        declaration = Declaration(
            key: key, doc: doc, shape: shape, fallback: fallback, isSecret: isSecret,
            environment: ["COUNTERFOIL_" + key.uppercased().replacing("-", with: "_")]
                + environment
        ) { text throws(InvalidValue) in
            _ = try read(text)
        }
        if let fallback {
            precondition((try? read(fallback)) != nil, "the default of '\(key)' is not a value")
        }
    }
}

/// Everything about a setting but its type.
package struct Declaration: Sendable {
    /// Its name in the file, and after `--` on the command line.
    package let key: String
    /// One sentence that says what it decides.
    package let doc: String
    /// What a value looks like.
    package let shape: String
    /// The text of the default.
    package let fallback: String?
    /// Whether nobody may read its value.
    package let isSecret: Bool
    /// Its names in the environment; the first that is set counts.
    package let environment: [String]
    let check: @Sendable (String) throws(InvalidValue) -> Void
}

/// Why a text is not a value of a setting: the end of the sentence "`key` is …".
package struct InvalidValue: Error, Hashable, Sendable {
    let shape: String

    /// Says what a value would have looked like.
    package init(expected shape: String) {
        self.shape = shape
    }
}
