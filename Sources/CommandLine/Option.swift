/// One option of a command: `--name`, perhaps `-n`, perhaps with a value.
package struct Option: Hashable, Sendable {
    /// What may follow the name.
    package enum Form: Hashable, Sendable {
        /// Nothing: it is there or not.
        case flag
        /// One value; giving it twice is refused. The name stands for the value in the help.
        case value(String)
        /// One value each time; may be given many times.
        case repeated(String)
    }

    /// The long form without its dashes.
    package let name: String
    /// The short form without its dash.
    package let short: Character?
    /// What may follow.
    package let form: Form
    /// One line for the help.
    package let help: String
    /// The value when nobody gives one.
    package let fallback: String?
    /// The values it takes; empty for any.
    package let choices: [String]
    /// The environment's name for the same value, for the help alone.
    package let environment: String?

    private init(
        _ name: String, _ short: Character?, _ form: Form, _ help: String,
        fallback: String? = nil, choices: [String] = [], environment: String? = nil
    ) {
        self.name = name
        self.short = short
        self.form = form
        self.help = help
        self.fallback = fallback
        self.choices = choices
        self.environment = environment
    }

    /// An option without a value.
    package static func flag(
        _ name: String, short: Character? = nil, _ help: String
    ) -> Option {
        Option(name, short, .flag, help)
    }

    /// An option with one value.
    package static func value(
        _ name: String, short: Character? = nil, _ placeholder: String, _ help: String,
        fallback: String? = nil, choices: [String] = [], environment: String? = nil
    ) -> Option {
        Option(
            name, short, .value(placeholder), help, fallback: fallback, choices: choices,
            environment: environment)
    }

    /// An option that may be given many times.
    package static func repeated(
        _ name: String, short: Character? = nil, _ placeholder: String, _ help: String,
        choices: [String] = []
    ) -> Option {
        Option(name, short, .repeated(placeholder), help, choices: choices)
    }

    var takesValue: Bool { form != .flag }
}

/// One place for a value without a name.
package struct Argument: Hashable, Sendable {
    /// How many values the place takes.
    package enum Arity: Hashable, Sendable {
        /// Exactly one.
        case one
        /// One or none.
        case optional
        /// At least one; only the last place.
        case many
        /// Any number; only the last place.
        case any
    }

    /// What the help calls it.
    package let name: String
    /// How many values it takes.
    package let arity: Arity
    /// One line for the help.
    package let help: String

    /// Names a place.
    package init(_ name: String, _ arity: Arity, _ help: String) {
        self.name = name
        self.arity = arity
        self.help = help
    }
}
