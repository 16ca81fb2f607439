/// Reads the words of a command line against the tree of commands.
///
/// 1. Words before the verb choose the command; a command understands its own options, its
///    parents' and the standard ones, wherever they stand.
/// 2. `--` ends the options; a lone `-` is a value.
/// 3. Nothing is abbreviated: what works today must not mean something else tomorrow.
struct Parser {
    enum Request {
        case help([Command])
        case version
        case run(Command, Invocation)
    }

    private let program: Program
    private var path: [Command]
    private var options: [Option]
    private var given: [String: [String]] = [:]
    private var values: [String] = []
    private var rest: ArraySlice<String> = []

    init(program: Program) {
        self.program = program
        path = [program.root]
        options = StandardOptions.all + program.root.options
    }

    func parse(_ words: [String]) throws(CommandFailure) -> Request {
        var parser = self
        return try parser.request(words)
    }

    private var command: Command { path[path.count - 1] }

    private var pathText: String { path.map(\.name).joined(separator: " ") }

    private mutating func request(_ words: [String]) throws(CommandFailure) -> Request {
        rest = words[...]
        do {
            try readWords()
        } catch {
            // Whoever asks for help gets it, however wrong the rest of the line is.
            if asksForHelp(words) { return .help(path) }
            throw error
        }
        if given["help"] != nil { return .help(path) }
        if given["version"] != nil { return .version }
        guard command.action != nil else { throw missingVerb() }
        var invocation = Invocation(path: path.map(\.name))
        invocation.given = given
        for option in options { invocation.fallbacks[option.name] = option.fallback }
        invocation.positional = try placed(values)
        return .run(command, invocation)
    }

    private func asksForHelp(_ words: [String]) -> Bool {
        words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    }

    private mutating func readWords() throws(CommandFailure) {
        while let word = rest.popFirst() {
            if word == "--" {
                values += rest
                rest = []
            } else if word.hasPrefix("--") {
                try readLong(word)
            } else if word.hasPrefix("-"), word != "-" {
                try readShort(word)
            } else {
                try readPlain(word)
            }
        }
    }

    private mutating func readPlain(_ word: String) throws(CommandFailure) {
        guard command.action == nil else {
            values.append(word)
            return
        }
        guard let next = command.subcommand(word) else {
            let near = nearest(to: word, among: command.subcommands.map(\.name))
            throw failure("'\(word)' is not a command of '\(pathText)'.", near.map { "'\($0)'" })
        }
        path.append(next)
        options += next.options
    }

    private mutating func readLong(_ word: String) throws(CommandFailure) {
        let pieces = word.dropFirst(2).split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(pieces[0])
        guard let option = options.first(where: { $0.name == name }) else {
            let near = nearest(to: name, among: options.map(\.name))
            throw failure("'\(pathText)' has no option '--\(name)'.", near.map { "'--\($0)'" })
        }
        if pieces.count == 2 {
            guard option.takesValue else { throw failure("'--\(name)' takes no value.") }
            try take(option, String(pieces[1]))
        } else {
            try take(option, try following(option, as: "--\(name)"))
        }
    }

    private mutating func readShort(_ word: String) throws(CommandFailure) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = options.first(where: { $0.short == letter }) else {
                let hint = letter.isNumber ? " Put '--' before a value that starts with '-'." : ""
                throw failure("'\(pathText)' has no option '-\(letter)'.\(hint)")
            }
            if option.takesValue, !letters.isEmpty {
                try take(option, String(letters.first == "=" ? letters.dropFirst() : letters))
                return
            }
            try take(option, try following(option, as: "-\(letter)"))
        }
    }

    private mutating func following(
        _ option: Option, as typed: String
    ) throws(CommandFailure) -> String {
        guard option.takesValue else { return "" }
        guard let value = rest.first, value == "-" || !value.hasPrefix("-") else {
            throw failure("'\(typed)' needs a value. One that starts with '-' follows a '='.")
        }
        rest = rest.dropFirst()
        return value
    }

    private mutating func take(_ option: Option, _ value: String) throws(CommandFailure) {
        if !option.choices.isEmpty, !option.choices.contains(value) {
            let near = nearest(to: value, among: option.choices)
            let list = option.choices.joined(separator: ", ")
            throw failure(
                "'--\(option.name)' is one of \(list), not '\(value)'.", near.map { "'\($0)'" })
        }
        if case .value = option.form, given[option.name] != nil {
            throw failure("'--\(option.name)' is given twice.")
        }
        given[option.name, default: []].append(value)
    }

    private func placed(_ values: [String]) throws(CommandFailure) -> [String: [String]] {
        var left = values[...]
        var placed: [String: [String]] = [:]
        for argument in command.arguments {
            switch argument.arity {
            case .one, .optional: placed[argument.name] = left.popFirst().map { [$0] }
            case .many, .any:
                placed[argument.name] = left.isEmpty ? nil : Array(left)
                left = []
            }
            let isNeeded = argument.arity == .one || argument.arity == .many
            if isNeeded, placed[argument.name] == nil {
                throw failure("'\(pathText)' needs \(argument.name.uppercased()).")
            }
        }
        if let surplus = left.first {
            throw failure("'\(pathText)' does not take '\(surplus)'.")
        }
        return placed
    }

    private func missingVerb() -> CommandFailure {
        let verbs = command.subcommands.map(\.name).joined(separator: ", ")
        return failure("'\(pathText)' needs one of: \(verbs).")
    }

    private func failure(_ sentence: String, _ suggestion: String? = nil) -> CommandFailure {
        let hint = suggestion.map { " Did you mean \($0)?" } ?? ""
        return .usage("\(sentence)\(hint) See '\(pathText) --help'.")
    }
}
