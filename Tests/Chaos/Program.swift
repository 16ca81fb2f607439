import CommandLine
import Seeds

/// The program behind `scripts/chaos`.
@main
enum ChaosProgram {
    static func main() async {
        await Program(command, version: "0.1.0").runProcess()
    }

    private static var command: Command {
        Command(
            "chaos", "Let the real programs work while everything fails around them",
            discussion: """
                Laptops and a server with its own PostgreSQL go through random work and accidents, \
                round after round. After each round everything is mended, and then all must write \
                the book out in the same bytes, nothing that was acknowledged may be lost, and no \
                number be given twice. What was drawn follows from the seed; how it falls out also \
                depends on how fast the machine was.
                """,
            options: [
                .value("minutes", "N", "For how long", fallback: "5"),
                .value("seed", "S", "What is drawn; a new one unless said"),
                .value("rounds", "N", "End after so many rounds, if that is sooner"),
                .value("only", "ACCIDENT", "Let nothing else happen but this"),
                .value("directory", "PATH", "Where to keep all files; otherwise a new one"),
            ],
            examples: [
                .init("scripts/chaos --minutes 10", "Search for ten minutes."),
                .init("scripts/chaos --seed 7 --rounds 3", "Draw again what seed 7 draws."),
                .init("scripts/chaos --only server-went-back", "Restore the server, and again."),
            ]
        ) { invocation, console in
            try await Trial(invocation, on: console).run()
        }
    }
}
