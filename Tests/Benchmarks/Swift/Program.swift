import CommandLine

/// The program behind `scripts/bench`: the modules, beside what could be had without them.
@main
enum BenchmarksProgram {
    static func main() async {
        await Program(command, version: Release.version).runProcess()
    }

    private static let command = Command(
        "scripts/bench", "Measures the modules beside their models, in turns",
        discussion: """
            Each pair of runs stands side by side, ours and the model's, in the order A B B A. The \
            ratio is the median of the pairs' ratios, with the least and the greatest of them; CPU \
            is the same ratio counted in processor time, which a busy machine disturbs less. A \
            goal that is missed is said and is no failure.
            """,
        options: [
            .value("rounds", "N", "How many pairs of runs each comparison makes", fallback: "5"),
            .value(
                "directory", "DIR", "Where the databases lie: the disk that is of interest",
                fallback: ".counterfoil"),
            .flag(
                "full", "Take the sizes that the goals of sync speak of, which needs much longer"),
            .flag("list", "Show what can be measured, and measure nothing"),
        ],
        arguments: [
            Argument("family", .any, "What to measure; everything when nothing is named")
        ],
        examples: [
            .init("scripts/bench", "Measure everything."),
            .init("scripts/bench http sqlite --rounds 9", "Measure two families, thoroughly."),
            .init("scripts/bench --json > figures.json", "Keep the figures."),
        ],
        exitCodes: [.notFound]
    ) { invocation, console in
        if invocation.has("list") { return Family.list(on: console) }
        let families = try Family.named(invocation.arguments("family"))
        let rounds = try invocation.integer("rounds", in: 1...99) ?? 1
        let scratch = try Scratch(in: invocation.value("directory") ?? ".")
        let bench = Bench(
            rounds: rounds, isFull: invocation.has("full"), scratch: scratch,
            progress: console.progress)
        let report = await Report.made(of: families, by: bench)
        await scratch.remove()
        report.show(on: console)
        try report.complain()
    }
}
