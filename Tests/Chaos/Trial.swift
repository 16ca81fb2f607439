import CommandLine
import FaultRig
import JSON
import Machine
import Seeds

/// Rounds of work and accidents until the time is over or a promise is broken.
struct Trial {
    private let minutes: Int
    private let seed: UInt64
    private let roundsMax: Int
    private let only: Accident.Kind?
    private let directory: String?
    private let console: Console

    init(_ invocation: Invocation, on console: Console) throws {
        minutes = try invocation.integer("minutes", in: 1...10_000) ?? 5
        let chosen = try invocation.integer("seed", in: 0...Int.max)
        seed = chosen.map(UInt64.init) ?? UInt64.random(in: 1...999_999_999)
        roundsMax = try invocation.integer("rounds", in: 1...Int.max) ?? Int.max
        only = try invocation.value("only").map { name in
            guard let kind = Accident.Kind(rawValue: name) else {
                let names = Accident.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(.usage, "No accident is called \(name), but \(names).")
            }
            return kind
        }
        directory = invocation.value("directory")
        self.console = console
    }

    /// Throws when a promise was broken.
    func run() async throws {
        let place = try await place()
        let scene = try await Scene.open(in: place)
        var dice = SeededGenerator(seed: seed)
        let end = ContinuousClock.now + .seconds(minutes * 60)
        var rounds = 0
        var finding: String?
        console.note("seed \("\(seed)") in \(place)")
        while finding == nil, ContinuousClock.now < end, rounds < roundsMax {
            rounds += 1
            let round = Round(number: rounds, only: only, dice: &dice)
            console.progress.update(
                "round \("\(rounds)"), \("\(scene.deeds.all.count)") deeds acknowledged")
            finding = await round.run(on: scene)
        }
        console.progress.erase()
        try await scene.close()
        try await tell(finding, after: rounds, of: scene, in: place)
    }

    private func tell(
        _ finding: String?, after rounds: Int, of scene: Scene, in place: String
    ) async throws {
        let history = scene.history.lines
        if console.isJSON {
            console.answer([
                "seed": .integer(Int64(seed)), "rounds": .integer(Int64(rounds)),
                "deeds": .integer(Int64(scene.deeds.all.count)),
                "finding": finding.map { .string($0) } ?? .null,
                "history": .array(history.map { .string($0) }), "directory": .string(place),
            ])
        } else {
            if finding != nil { for line in history { console.say("  \(line)") } }
            console.say(
                """
                seed \("\(seed)"): \("\(rounds)") rounds, \("\(scene.deeds.all.count)") deeds, \
                \(finding ?? "every promise kept")
                """)
        }
        guard finding == nil else { throw ExitCode.failure }
        if directory == nil { _ = try await Subprocess("rm", ["-rf", "--", place]).run() }
    }

    /// Where the files of this trial are; kept when something was found.
    private func place() async throws -> String {
        if let directory {
            try Directories.create(directory)
            return directory
        }
        let made = try await Subprocess("mktemp", ["-d", "-t", "counterfoil-chaos-XXXXXX"]).run()
        let path = made.outputText.filter { !$0.isNewline }
        // PostgreSQL runs as somebody else, who has to pass.
        _ = try await Subprocess("chmod", ["755", path]).run()
        return path
    }
}
