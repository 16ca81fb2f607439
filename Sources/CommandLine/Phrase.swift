import JSON

/// Text that is safe to show: what is interpolated is data and is escaped, and only styles that
/// are named here ever become terminal codes.
package struct Phrase: Hashable, Sendable {
    struct Run: Hashable, Sendable {
        var text: String
        var style: Style?
    }

    var runs: [Run] = []

    /// Takes text from data: control characters are shown escaped, line feeds too.
    package init(_ data: String, _ style: Style? = nil) {
        runs = [Run(text: visible(data), style: style)]
    }

    init(runs: [Run]) {
        self.runs = runs
    }

    /// The number of cells it takes in a terminal.
    package var width: Int {
        runs.reduce(0) { $0 + displayWidth($1.text) }
    }

    func text(inColour: Bool) -> String {
        runs.map { run in
            if inColour, let style = run.style { style.paint(run.text) } else { run.text }
        }.joined()
    }

    /// Appends another phrase.
    package static func + (left: Phrase, right: Phrase) -> Phrase {
        Phrase(runs: left.runs + right.runs)
    }
}

extension Phrase: ExpressibleByStringInterpolation {
    /// Takes a line that was written in the source.
    package init(stringLiteral value: String) {
        runs = [Run(text: value, style: nil)]
    }

    /// Takes a line that was written in the source, with data in it.
    package init(stringInterpolation: Interpolation) {
        runs = stringInterpolation.runs
    }

    /// Gathers the pieces of an interpolated literal.
    package struct Interpolation: StringInterpolationProtocol {
        var runs: [Run] = []

        /// Starts empty.
        package init(literalCapacity: Int, interpolationCount: Int) {}

        /// Takes a piece that was written in the source.
        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { runs.append(Run(text: literal, style: nil)) }
        }

        /// Takes a value, escaped and in a style.
        package mutating func appendInterpolation(
            _ value: some CustomStringConvertible, _ style: Style? = nil
        ) {
            runs.append(Run(text: visible(value.description), style: style))
        }

        /// Takes another phrase as it is.
        package mutating func appendInterpolation(_ phrase: Phrase) {
            runs += phrase.runs
        }
    }
}

/// The text with every character that would steer a terminal shown as an escape.
package func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.steersTheTerminal) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\n": shown += "\\n"
        case "\r": shown += "\\r"
        case "\t": shown += "\\t"
        case _ where scalar.steersTheTerminal:
            shown += "\\u{\(String(scalar.value, radix: 16))}"
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}
