import CommandLine
import JSON

/// Measurements that belong together: one module beside its models.
struct Family: Sendable {
    /// What a person types.
    let name: String
    /// What is measured, in one line.
    let summary: String
    /// What both sides share and where they differ: without it the figures say little.
    let fairness: String
    /// Measures.
    let run: @Sendable (Bench) async throws -> [Measurement]

    /// Every family, in the order in which they run. A new one is a file beside these and one line
    /// here.
    static let all: [Family] = [
        .http,
        .postgresql,
        .sqlite,
        .invoicing,
        .codec,
        .jobs,
        .mail,
        .identity,
        .merge,
        .office,
        .laptop,
        .push,
        .pull,
        .depth,
        .watch,
        .idle,
        .newcomer,
        .growth,
    ]

    /// The families of these names; all when there is none.
    static func named(_ names: [String]) throws(CommandFailure) -> [Family] {
        let known = all.map(\.name)
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw CommandFailure(
                .notFound,
                "There is no family '\(visible(unknown))': "
                    + "the families are \(known.joined(separator: ", ")).")
        }
        return names.isEmpty ? all : all.filter { names.contains($0.name) }
    }

    /// Shows what there is.
    static func list(on console: Console) {
        guard !console.isJSON else {
            return console.answer(
                .array(
                    all.map { ["name": .string($0.name), "summary": .string($0.summary)] }))
        }
        var table = Table([.text("family", isFixed: true), .text("what is measured")])
        for family in all { table.add([Phrase(family.name, .cyan), Phrase(family.summary)]) }
        console.show(table)
    }
}
