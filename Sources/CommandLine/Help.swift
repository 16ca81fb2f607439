/// The help of one command, made from its declaration.
struct Help {
    private let program: Program
    private let path: [Command]
    private let columnsMax: Int?
    /// More inherited options than these hide what a command has of its own.
    private static let inheritedOptionsMax = 10

    /// Wraps explanations to a terminal's width; without one a line is as long as it is.
    init(program: Program, path: [Command], columnsMax: Int?) {
        self.program = program
        self.path = path
        self.columnsMax = columnsMax
    }

    var lines: [Phrase] {
        var lines: [Phrase] = ["\(command.summary)", "", heading("USAGE"), "  \(usage)"]
        if !command.discussion.isEmpty {
            lines +=
                [""]
                + command.discussion.split(
                    separator: "\n", omittingEmptySubsequences: false
                ).flatMap { wrapped(String($0), cellCountMax: columnsMax).map { Phrase($0) } }
        }
        lines += section("COMMANDS", command.subcommands.map { ($0.name, $0.summary) })
        lines += section("ARGUMENTS", command.arguments.map { (spelled($0), $0.help) })
        lines += section("OPTIONS", options.map { (spelled($0), explained($0)) })
        lines += inheritance
        lines += examples
        lines += section("EXIT CODES", exitCodes.map { ("\($0.rawValue)", $0.meaning) })
        return lines
    }

    private var command: Command { path[path.count - 1] }

    private var name: String { path.map(\.name).joined(separator: " ") }

    // Its own options first, then what it inherits, unless that is a list by itself.
    private var options: [Option] {
        let inherited = tellsInherited ? inheritedOptions : []
        return command.options + inherited + StandardOptions.all
    }

    private var inheritedOptions: [Option] { path.dropLast().reversed().flatMap(\.options) }

    private var tellsInherited: Bool { inheritedOptions.count <= Self.inheritedOptionsMax }

    /// Where the inherited options are listed.
    private var inheritance: [Phrase] {
        guard !tellsInherited, let origin = path.dropLast().last(where: { !$0.options.isEmpty })
        else { return [] }
        let names = path.prefix { $0.name != origin.name }.map(\.name) + [origin.name]
        let line = names.joined(separator: " ") + " --help"
        return [
            "",
            "  It also understands the \("\(inheritedOptions.count)") options of \(line, .cyan).",
        ]
    }

    private var usage: String {
        let places = command.arguments.map(spelled)
        let verb = command.subcommands.isEmpty ? [] : ["COMMAND"]
        return ([name] + verb + ["[OPTIONS]"] + places).joined(separator: " ")
    }

    private var exitCodes: [ExitCode] {
        let named = Set([.ok, .failure, .usage] + path.flatMap(\.exitCodes))
        return ExitCode.allCases.filter(named.contains)
    }

    /// A group without examples of its own shows the first of each of its commands.
    private var examples: [Phrase] {
        let own = command.examples
        let shown = own.isEmpty ? command.subcommands.compactMap(Self.firstExample) : own
        guard !shown.isEmpty else { return [] }
        return ["", heading("EXAMPLES")]
            + shown.flatMap { example -> [Phrase] in
                ["  \("# " + example.meaning, .dim)", "  \(example.line, .cyan)"]
            }
    }

    private static func firstExample(of command: Command) -> Command.Example? {
        command.examples.first ?? command.subcommands.lazy.compactMap(firstExample).first
    }

    private func heading(_ title: String) -> Phrase { Phrase(title, .bold) }

    private func section(_ title: String, _ entries: [(String, String)]) -> [Phrase] {
        guard !entries.isEmpty else { return [] }
        let width = entries.map { displayWidth($0.0) }.max() ?? 0
        return ["", heading(title)]
            + entries.flatMap { term, text -> [Phrase] in
                let blank = String(repeating: " ", count: width - displayWidth(term))
                let rows = wrapped(text, cellCountMax: columnsMax.map { $0 - width - 4 })
                let indent = String(repeating: " ", count: width + 4)
                return ["  \(term, .cyan)\(blank)  \(rows[0])"]
                    + rows.dropFirst().map { "\(indent)\($0)" }
            }
    }

    // A column narrower than a few words is harder to read than a line that the terminal breaks.
    private func wrapped(_ text: String, cellCountMax: Int?) -> [String] {
        guard let cellCountMax, cellCountMax >= 24 else { return [text] }
        var rows = [""]
        for word in text.split(separator: " ") {
            let longer = rows[rows.count - 1] + (rows[rows.count - 1].isEmpty ? "" : " ") + word
            if displayWidth(longer) <= cellCountMax || rows[rows.count - 1].isEmpty {
                rows[rows.count - 1] = longer
            } else {
                rows.append(String(word))
            }
        }
        return rows
    }

    private func spelled(_ argument: Argument) -> String {
        let name = argument.name.uppercased()
        return switch argument.arity {
        case .one: name
        case .optional: "[\(name)]"
        case .many: "\(name)..."
        case .any: "[\(name)...]"
        }
    }

    private func spelled(_ option: Option) -> String {
        let short = option.short.map { "-\($0), " } ?? "    "
        return switch option.form {
        case .flag: "\(short)--\(option.name)"
        case .value(let value): "\(short)--\(option.name) \(value)"
        case .repeated(let value): "\(short)--\(option.name) \(value)..."
        }
    }

    private func explained(_ option: Option) -> String {
        var facts: [String] = []
        if !option.choices.isEmpty {
            facts.append("one of " + option.choices.joined(separator: ", "))
        }
        if let fallback = option.fallback { facts.append("default: \(fallback)") }
        if let environment = option.environment { facts.append("environment: \(environment)") }
        return facts.isEmpty ? option.help : "\(option.help) (\(facts.joined(separator: "; ")))"
    }
}
