import CommandLine
import Simulation

/// Goes through schedules and tells what broke.
struct Search {
    private let first: UInt64
    private let count: UInt64
    private let conditions: Conditions
    private let console: Console

    init(_ invocation: Invocation, on console: Console) throws {
        first = UInt64(try invocation.integer("seed", in: 0...Int.max / 2) ?? 1)
        let usual = invocation.has("mutations") ? 20_000 : 1_000
        count = UInt64(try invocation.integer("schedules", in: 1...1_000_000_000) ?? usual)
        conditions = Conditions(
            actions: try invocation.integer("actions", in: 1...1_000_000) ?? 200,
            weather: invocation.has("storm") ? .stormy : .usual,
            bug: try invocation.value("plant").map(Self.bug))
        self.console = console
    }

    /// Does what was asked; throws when a promise was broken or a planted bug not found.
    func run(_ invocation: Invocation) async throws {
        if let seed = try invocation.integer("replay", in: 0...Int.max) {
            try replay.tell(UInt64(seed), isWhole: invocation.has("story"))
        } else if invocation.has("mutations") {
            try await Hunt(first: first, count: count, conditions: conditions, console: console)
                .run()
        } else {
            try await search()
        }
    }

    private static func bug(named name: String) throws -> PlantedBug {
        if let bug = PlantedBug(rawValue: name) { return bug }
        let names = PlantedBug.allCases.map(\.rawValue).joined(separator: ", ")
        throw CommandFailure(.usage, "There is no bug \(name). There are: \(names).")
    }

    private var replay: Replay { Replay(conditions: conditions, console: console) }

    private func search() async throws {
        var (tally, wrong, done) = (Tally(), 0, UInt64(0))
        var firstWrong: UInt64?
        for await (seed, run) in Runs(first..<(first + count), conditions) {
            tally.add(run.tally)
            done += 1
            if done.isMultiple(of: 64) {
                console.progress.update("\("\(done)") of \("\(count)"), \("\(wrong)") wrong")
            }
            guard let finding = run.finding else { continue }
            wrong += 1
            firstWrong = min(seed, firstWrong ?? seed)
            console.say("seed \("\(seed)"): \(finding.description)")
        }
        console.progress.erase()
        console.say("\(tally.description)")
        let kind = conditions.weather == .stormy ? "stormy schedules" : "schedules"
        let text = "\(count) \(kind) of \(conditions.actions) actions from seed \(first)"
        console.say("\(text): \("\(wrong)") wrong outcomes")
        guard let firstWrong else { return }
        replay.tellShrunk(firstWrong)
        throw ExitCode.failure
    }
}
