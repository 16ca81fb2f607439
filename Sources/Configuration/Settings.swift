package import CommandLine

/// Every setting of a program.
package struct Settings: Sendable {
    let declarations: [Declaration]

    /// Gathers declarations in the order in which the sample and `config show` list them.
    package init(_ declarations: [Declaration]) {
        let keys = declarations.map(\.key)
        precondition(Set(keys).count == keys.count, "every key is declared once")
        self.declarations = declarations
    }

    /// An option of the command line for each setting.
    package var options: [Option] {
        declarations.map { declaration in
            .value(
                declaration.key, placeholder(declaration), declaration.doc,
                fallback: declaration.isSecret ? nil : declaration.fallback,
                environment: declaration.environment.last)
        }
    }

    /// Resolves every setting: flags, then the environment, then the file, then defaults.
    ///
    /// All problems are reported together.
    package func resolve(
        flags: [String: String] = [:], environment: [String: String] = [:],
        file: SettingsFile? = nil
    ) throws(ConfigurationError) -> Configuration {
        var problems = file?.problems ?? []
        if let file { problems += unknownKeys(in: file) }
        var values: [String: Configuration.Resolved] = [:]
        for declaration in declarations {
            guard
                let found = candidate(
                    for: declaration, flags: flags, environment: environment, file: file)
            else { continue }
            do throws(InvalidValue) {
                try declaration.check(found.text)
                values[declaration.key] = found
            } catch {
                problems.append(complaint(about: found, of: declaration, expected: error.shape))
            }
        }
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return Configuration(settings: self, values: values)
    }

    /// Resolves with the flags of an invocation whose command has `options`.
    package func resolve(
        _ invocation: Invocation, environment: [String: String], file: SettingsFile?
    ) throws(ConfigurationError) -> Configuration {
        var flags: [String: String] = [:]
        for declaration in declarations {
            flags[declaration.key] = invocation.typed(declaration.key)
        }
        return try resolve(flags: flags, environment: environment, file: file)
    }

    private func candidate(
        for declaration: Declaration, flags: [String: String], environment: [String: String],
        file: SettingsFile?
    ) -> Configuration.Resolved? {
        if let text = flags[declaration.key] {
            return Configuration.Resolved(text: text, origin: .flag("--" + declaration.key))
        }
        // An empty variable counts as unset, for that is how a shell script clears one.
        for name in declaration.environment {
            if let text = environment[name], !text.isEmpty {
                return Configuration.Resolved(text: text, origin: .environment(name))
            }
        }
        if let file, let entry = file.entries.first(where: { $0.key == declaration.key }) {
            return Configuration.Resolved(
                text: entry.value, origin: .file(path: file.path, line: entry.line))
        }
        return declaration.fallback.map {
            Configuration.Resolved(text: $0, origin: .fallback)
        }
    }

    private func unknownKeys(in file: SettingsFile) -> [String] {
        let keys = declarations.map(\.key)
        return file.entries.filter { !keys.contains($0.key) }.map { entry in
            let near = nearest(to: entry.key, among: keys)
            let hint = near.map { " Did you mean '\($0)'?" } ?? ""
            return "\(file.path):\(entry.line): there is no setting '\(visible(entry.key))'.\(hint)"
        }
    }

    private func complaint(
        about found: Configuration.Resolved, of declaration: Declaration, expected shape: String
    ) -> String {
        let value = declaration.isSecret ? "" : ", not '\(visible(found.text))'"
        return "\(found.origin): '\(declaration.key)' is \(shape)\(value)."
    }

    private func placeholder(_ declaration: Declaration) -> String {
        if declaration.shape.hasPrefix("a whole number") { return "N" }
        return declaration.key.split(separator: "-").last.map { $0.uppercased() } ?? "VALUE"
    }
}
