import Synchronization

/// What a registry can print.
protocol Exposable: Sendable {
    var text: String { get }
}

/// What a family holds one of for each combination of label values.
package protocol Instrument: Sendable {
    /// The suffixes, extra labels and values of its lines.
    var samples: [Sample] { get }
}

/// One line of an instrument, without the name and labels that it shares.
package struct Sample: Sendable {
    let suffix: String
    let label: (name: String, value: String)?
    let value: Double

    init(
        _ value: Double, suffix: String = "", label: (name: String, value: String)? = nil
    ) {
        self.suffix = suffix
        self.label = label
        self.value = value
    }
}

/// One metric with labels: an instrument for each combination of their values.
///
/// The number of combinations is bounded, because each one costs memory for ever: what arrives
/// after the last place is counted under `other`.
package final class Family<Kind: Instrument>: Exposable {
    let name: String
    private let help: String
    private let kind: String
    private let labels: [String]
    private let seriesCountMax: Int
    private let make: @Sendable () -> Kind
    private let series = Mutex<[[String]: Kind]>([:])

    init(
        _ name: String, _ help: String, kind: String, labels: [String], seriesCountMax: Int,
        make: @escaping @Sendable () -> Kind
    ) {
        precondition(isName(name), "'\(name)' is not a name of a metric")
        precondition(labels.allSatisfy(isName), "a label has a character it may not have")
        self.name = name
        self.help = help
        self.kind = kind
        self.labels = labels
        self.seriesCountMax = seriesCountMax
        self.make = make
    }

    /// The instrument for these label values, in the order in which the labels were declared.
    package func with(_ values: String...) -> Kind {
        precondition(values.count == labels.count, "'\(name)' has \(labels.count) labels")
        return series.withLock { series in
            if let known = series[values] { return known }
            // One place is kept for `other`.
            let isFull = !labels.isEmpty && series.count >= seriesCountMax - 1
            let key = isFull ? labels.map { _ in "other" } : values
            let instrument = series[key] ?? make()
            series[key] = instrument
            return instrument
        }
    }

    var text: String {
        let sorted = series.withLock { series in
            series.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        }
        let head = "# HELP \(name) \(escaped(help, quotes: false))\n# TYPE \(name) \(kind)\n"
        return head
            + sorted.map { values, instrument in
                let shared = Array(zip(labels, values))
                return instrument.samples.map { line(of: $0, shared: shared) }.joined()
            }.joined()
    }

    private func line(of sample: Sample, shared: [(String, String)]) -> String {
        var pairs = shared
        if let extra = sample.label { pairs.append((extra.name, extra.value)) }
        let inside = pairs.map { "\($0)=\"\(escaped($1, quotes: true))\"" }.joined(separator: ",")
        let labels = pairs.isEmpty ? "" : "{\(inside)}"
        return "\(name)\(sample.suffix)\(labels) \(numberText(sample.value))\n"
    }
}

private func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
        default: false
        }
    }
}

private func escaped(_ text: String, quotes: Bool) -> String {
    let slashed = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    return quotes ? slashed.replacing("\"", with: "\\\"") : slashed
}

/// A number as Prometheus reads it.
func numberText(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number > 0 ? "+Inf" : "-Inf" }
    if let whole = Int64(exactly: number) { return String(whole) }
    return "\(number)"
}
