import CommandLine
import Glibc
import Machine
import Testing

struct ProgramTests {
    @Test func `the help of a command has usage, options, examples and exit codes`() async {
        let outcome = await Outcome("book add --help")
        #expect(outcome.code == .ok)
        #expect(
            outcome.output == """
                Puts books on the shelf.

                USAGE
                  shop book add [OPTIONS] TITLE [AUTHOR...]

                A title may stand there twice.

                ARGUMENTS
                  TITLE        The title
                  [AUTHOR...]  Who wrote it

                OPTIONS
                  -l, --loud          Say so
                  -p, --price AMOUNT  What it costs (default: 9.00)
                      --size SIZE     How big (one of small, large)
                  -t, --tag WORD...   What it is about
                      --dry           Change nothing
                      --data DIR      Where the books are (environment: SHOP_DATA)
                      --json          Answer in JSON
                      --color WHEN    Colour the answer (one of auto, always, never; default: auto)
                  -h, --help          Show this help
                      --version       Show the version

                EXAMPLES
                  # Put one book on the shelf
                  shop book add Emma Austen

                EXIT CODES
                  0  done
                  1  something went wrong
                  2  the command line is not understood
                  3  a value breaks a rule

                """)
    }

    @Test func `an answer that could not be written is a failure, and one nobody reads is none`()
        async throws
    {
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        var ends: [Int32] = [0, 0]
        try #require(full >= 0 && pipe(&ends) == 0)
        close(ends[0])
        defer { for end in [full, ends[1]] { close(end) } }
        Signal.ignoreBrokenPipes()
        let recording = ConsoleRecording()
        let code = { (descriptor: Int32) in
            let stream = ConsoleStream(StandardStream(descriptor: descriptor))
            let quiet = recording.console
            let console = Console(output: stream, error: quiet.error, input: quiet.input)
            return await Bookshop().program.run(["--version"], on: console)
        }
        #expect(await code(ends[1]) == .ok)
        #expect(recording.error.isEmpty)
        #expect(await code(full) == .failure)
        #expect(recording.error.contains("no space left"))
    }

    @Test(arguments: ["--help", "book -h", "book add --wrong -h", "book add Emma --price --help"])
    func `whoever asks for help gets it, however wrong the rest is`(line: String) async {
        let outcome = await Outcome(line)
        #expect(outcome.code == .ok)
        #expect(outcome.output.contains("USAGE"))
        #expect(outcome.error.isEmpty)
    }

    @Test func `the help of a noun lists its verbs`() async {
        let output = await Outcome("book --help").output
        #expect(output.contains("  shop book COMMAND [OPTIONS]\n"))
        #expect(
            output.contains("COMMANDS\n  add   Puts books on the shelf.\n  list  Lists books.\n"))
    }

    @Test func `on a terminal explanations are wrapped beside their options`() async {
        let output = await Outcome("book add --help --color never", columns: 60).output
        #expect(
            output.contains(
                """
                      --color WHEN    Colour the answer (one of auto,
                                      always, never; default: auto)
                """))
        #expect(output.split(separator: "\n").allSatisfy { $0.count <= 60 })
    }

    @Test func `the version is one line`() async {
        #expect(await Outcome("--version").output == "shop 1.2.3\n")
        #expect(await Outcome("book list --version").output == "shop 1.2.3\n")
    }

    @Test func `an error is JSON on the standard error when JSON is asked for`() async {
        let outcome = await Outcome("book sell --json")
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.error == """
                {"error":"usage","exit_code":2,"message":"'sell' is not a command of 'shop book'. \
                See 'shop book --help'."}

                """)
    }

    @Test(arguments: [
        (CommandFailure(.notFound, "gone") as any Error, ExitCode.notFound, "error: gone\n"),
        (Bookshop.Refusal(), .conflict, "error: no\n"),
        (ExitCode.tryLater, .tryLater, ""),
        (Unknown(), .failure, "error: the shelf fell over\n"),
        (
            CommandFailure(.validation, "Two:", details: ["a\nb", "c"]), .validation,
            "error: Two:\n  a\\nb\n  c\n"
        ),
    ])
    func `what an action throws decides the exit code and the sentence`(
        error: any Error, code: ExitCode, text: String
    ) async {
        let recording = ConsoleRecording()
        let program = Program(
            Command("x", "Fails.") { _, _ in throw error }, version: "1",
            translating: { $0 is Bookshop.Refusal ? CommandFailure(.conflict, "no") : nil })
        #expect(await program.run([], on: recording.console) == code)
        #expect(recording.error == text)
    }

    @Test func `the numbers of the exit codes never change`() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 75])
    }

    private struct Unknown: Error, CustomStringConvertible {
        var description: String { "the shelf fell over" }
    }
}
