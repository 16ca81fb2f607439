import Bytes
import CommandLine
import JSON
import Logging
import ServerAPI
import ServerStore
import Sync

/// What of a book nobody could give back, for people and for scripts.
struct LostForm: Sendable {
    private static let partsShown = 100

    let lost: LostParts

    var json: JSONValue { lost.json }

    /// The fact in a line.
    var words: String {
        guard !lost.isEmpty else { return "nothing" }
        let entries = lost.entries.reduce(0) { $0 + $1.positions.count }
        let changes = lost.changes.reduce(0) { $0 + $1.counters.count }
        let parts = [
            entries == 0 ? nil : "\(entries) entries of the log as it was",
            changes == 0 ? nil : "\(changes) changes between others",
        ]
        return parts.compactMap { $0 }.joined(separator: ", ") + "; they are below"
    }

    func show(on console: Console) {
        guard !lost.isEmpty else { return }
        console.say()
        var table = Table([.text("LOST", isFixed: true), .text("OF"), .text("SINCE")])
        for run in lost.entries.prefix(Self.partsShown) {
            let since = timestamp(Int64(clamping: run.recoveringSince) * 1_000)
            table.add([
                "\(Self.words("entry", "entries", run.positions))", "the log before a restore",
                "\(since)",
            ])
        }
        for run in lost.changes.prefix(Self.partsShown) {
            let laptop = run.deviceName ?? run.device?.text ?? "an unknown laptop"
            table.add([
                "\(Self.words("change", "changes", run.counters))",
                "\(laptop), as \(run.replica.text.prefix(8))", "",
            ])
        }
        console.show(table)
        console.note("Whoever still holds one brings it by itself; then it is listed no longer.")
    }

    private static func words(
        _ one: String, _ many: String, _ range: ClosedRange<UInt64>
    ) -> String {
        range.count == 1
            ? "\(one) \(range.lowerBound)" : "\(many) \(range.lowerBound)–\(range.upperBound)"
    }
}
