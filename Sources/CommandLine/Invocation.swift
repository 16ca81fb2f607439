/// A command line that was understood: which command, and every value that was given for it.
package struct Invocation: Sendable {
    /// The names from the program down to the command.
    package let path: [String]
    var given: [String: [String]] = [:]
    var positional: [String: [String]] = [:]
    var fallbacks: [String: String] = [:]

    init(path: [String]) {
        self.path = path
    }

    /// Whether a flag, or an option with a value, was typed.
    package func has(_ option: String) -> Bool {
        given[option] != nil
    }

    /// The value that was typed, or else the option's default.
    package func value(_ option: String) -> String? {
        given[option]?.last ?? fallbacks[option]
    }

    /// Only what was typed, without defaults: what outranks the environment.
    package func typed(_ option: String) -> String? {
        given[option]?.last
    }

    /// Every value of a repeated option, in the order typed.
    package func values(_ option: String) -> [String] {
        given[option] ?? fallbacks[option].map { [$0] } ?? []
    }

    /// The value of an argument that takes one; a broken promise when the command has none such.
    package func argument(_ name: String) -> String {
        guard let value = positional[name]?.first else {
            preconditionFailure("the argument '\(name)' is not a required one of this command")
        }
        return value
    }

    /// The value of an argument that may be left out.
    package func optionalArgument(_ name: String) -> String? {
        positional[name]?.first
    }

    /// Every value of an argument that takes many.
    package func arguments(_ name: String) -> [String] {
        positional[name] ?? []
    }

    /// An option's value as a whole number within bounds.
    package func integer(
        _ option: String, in range: ClosedRange<Int>
    ) throws(CommandFailure) -> Int? {
        guard let text = value(option) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .usage(
                "--\(option) takes a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound), not '\(visible(text))'.")
        }
        return number
    }
}
