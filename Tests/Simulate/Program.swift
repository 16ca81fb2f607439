import CommandLine
import Simulation

/// The program behind `scripts/simulate`.
@main
enum SimulateProgram {
    static func main() async {
        await Program(command, version: Release.version).runProcess()
    }

    private static var command: Command {
        Command(
            "simulate", "Let laptops and a server go through random work and accidents",
            discussion: """
                Every schedule is drawn from its seed and goes the same way in any process. A \
                broken promise prints its seed, and in the end those actions of the first such \
                schedule that are enough to break it; with a seed its schedule is gone through \
                again.
                """,
            options: [
                .value("schedules", "N", "How many schedules: 1000, with --mutations 20000"),
                .value("seed", "S", "The first one's seed; the others follow it", fallback: "1"),
                .value("actions", "N", "Actions of people and faults in each", fallback: "200"),
                .value("replay", "SEED", "Go through one schedule again"),
                .flag("storm", "Clone machines, and restore the server, again and again"),
                .flag("story", "With --replay: tell all of it"),
                .value("plant", "BUG", "Plant a known bug"),
                .flag("mutations", "Plant each known bug and tell how soon it is found"),
            ],
            examples: [
                .init("scripts/simulate --schedules 20000 --seed 7", "Search for long."),
                .init("scripts/simulate --storm", "Search where rare faults come together."),
                .init("scripts/simulate --replay 10513", "See what broke."),
                .init("scripts/simulate --mutations", "See that it bites."),
            ]
        ) { invocation, console in
            try await Search(invocation, on: console).run(invocation)
        }
    }
}
