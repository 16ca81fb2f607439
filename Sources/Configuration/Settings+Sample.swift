extension Settings {
    /// A configuration file that names every setting, each commented out with its default.
    package func sample(program: String) -> String {
        let head = """
            # Configuration of \(program).
            # A line reads 'key = value'. Take away the '#' before a key to change its value.
            # Options on the command line and variables of the environment outrank this file.
            """
        return ([head] + declarations.map(entry)).joined(separator: "\n\n") + "\n"
    }

    private func entry(_ declaration: Declaration) -> String {
        let names = declaration.environment.joined(separator: ", ")
        let line = declaration.fallback.map { "#\(declaration.key) = \(SettingsFile.quoted($0))" }
        return """
            # \(declaration.doc)
            # It is \(declaration.shape). Environment: \(names)
            \(line ?? "#\(declaration.key) =")
            """
    }
}
