import Synchronization

/// Every metric of a program, and their text for Prometheus.
///
/// Metrics are registered once, when the program is wired; updating one takes no lock but its own.
package final class Registry: Sendable {
    private let families = Mutex<[String: any Exposable]>([:])

    /// Starts without metrics.
    package init() {}

    /// A number that only grows. Its name ends with `_total`.
    package func counter(_ name: String, _ help: String) -> Counter {
        counters(name, help, labels: []).with()
    }

    /// Numbers that only grow, one for each combination of label values.
    package func counters(
        _ name: String, _ help: String, labels: [String], seriesCountMax: Int = 200
    ) -> Family<Counter> {
        precondition(name.hasSuffix("_total"), "the name of a counter ends with _total")
        return register(
            Family(name, help, kind: "counter", labels: labels, seriesCountMax: seriesCountMax) {
                Counter()
            })
    }

    /// A number that rises and falls.
    package func gauge(_ name: String, _ help: String) -> Gauge {
        gauges(name, help, labels: []).with()
    }

    /// Numbers that rise and fall, one for each combination of label values.
    package func gauges(
        _ name: String, _ help: String, labels: [String], seriesCountMax: Int = 200
    ) -> Family<Gauge> {
        register(
            Family(name, help, kind: "gauge", labels: labels, seriesCountMax: seriesCountMax) {
                Gauge()
            })
    }

    /// How often a measurement fell under each bound, in the unit that the name ends with.
    package func histogram(_ name: String, _ help: String, bounds: [Double]) -> Histogram {
        histograms(name, help, labels: [], bounds: bounds).with()
    }

    /// Histograms, one for each combination of label values.
    package func histograms(
        _ name: String, _ help: String, labels: [String], bounds: [Double],
        seriesCountMax: Int = 50
    ) -> Family<Histogram> {
        precondition(!labels.contains("le"), "'le' is the label of the bounds")
        return register(
            Family(name, help, kind: "histogram", labels: labels, seriesCountMax: seriesCountMax) {
                Histogram(bounds: bounds)
            })
    }

    /// Everything in the text format 0.0.4, in the order of names and label values.
    package var text: String {
        let sorted = families.withLock { $0.sorted { $0.key < $1.key } }
        return sorted.map { $0.value.text }.joined()
    }

    /// What the text is served as.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private func register<Kind: Instrument>(_ family: Family<Kind>) -> Family<Kind> {
        families.withLock { families in
            precondition(families[family.name] == nil, "'\(family.name)' is registered once")
            families[family.name] = family
        }
        return family
    }
}
