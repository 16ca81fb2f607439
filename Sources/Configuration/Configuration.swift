/// Every setting with its value and where the value came from.
package struct Configuration: Sendable {
    /// Where a value came from.
    package enum Origin: Hashable, Sendable {
        /// The command line, with the option.
        case flag(String)
        /// The environment, with the variable.
        case environment(String)
        /// A file, with the line.
        case file(path: String, line: Int)
        /// Nobody decided.
        case fallback
    }

    struct Resolved: Sendable {
        let text: String
        let origin: Origin
    }

    let settings: Settings
    let values: [String: Resolved]

    /// The value of a setting that has a default; a broken promise for one without.
    package subscript<Value>(_ setting: Setting<Value>) -> Value {
        guard let value = value(setting) else {
            preconditionFailure("'\(setting.declaration.key)' has no default; ask with value()")
        }
        return value
    }

    /// The value of a setting; `nil` when nobody set it and it has no default.
    package func value<Value>(_ setting: Setting<Value>) -> Value? {
        guard let resolved = values[setting.declaration.key] else { return nil }
        do throws(InvalidValue) {
            return try setting.read(resolved.text)
        } catch {
            preconditionFailure("'\(setting.declaration.key)' was checked when it was resolved")
        }
    }

    /// Where the value of a setting came from; `nil` when it has none.
    package func origin<Value>(of setting: Setting<Value>) -> Origin? {
        values[setting.declaration.key]?.origin
    }
}

extension Configuration.Origin: CustomStringConvertible {
    package var description: String {
        switch self {
        case .flag(let option): option
        case .environment(let name): name
        case .file(let path, let line): "\(path):\(line)"
        case .fallback: "default"
        }
    }
}
