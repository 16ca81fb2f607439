import CommandLine
import Glibc
import JSON
import Machine
import Testing

struct ConsoleTests {
    @Test(
        arguments: [
            (80, [:], ColourChoice.auto, true), (nil, [:], .auto, false), (nil, [:], .always, true),
            (80, [:], .never, false), (80, ["NO_COLOR": "1"], .auto, false),
            (80, ["NO_COLOR": ""], .auto, true), (80, ["TERM": "dumb"], .auto, false),
            (80, ["NO_COLOR": "1"], .always, true),
        ] as [(Int?, [String: String], ColourChoice, Bool)])
    func `colour is for terminals, unless somebody decides otherwise`(
        columns: Int?, environment: [String: String], choice: ColourChoice, isColoured: Bool
    ) {
        let recording = ConsoleRecording(columns: columns, environment: environment)
        recording.console.with(colour: choice, isJSON: false).say("\("done", .green)")
        #expect(recording.output == (isColoured ? "\u{1B}[32mdone\u{1B}[0m\n" : "done\n"))
    }

    @Test(arguments: [
        ("\u{1B}[2J", "\\u{1b}[2J"), ("a\nb\r\t", "a\\nb\\r\\t"), ("\u{9B}31m", "\\u{9b}31m"),
        ("\u{202E}evil", "\\u{202e}evil"), ("plain – ümlaut", "plain – ümlaut"),
    ])
    func `data never steers the terminal`(data: String, shown: String) {
        let recording = ConsoleRecording(columns: 80)
        recording.console.say("name: \(data)")
        recording.console.note(Phrase(data))
        #expect(recording.output == "name: \(shown)\n")
        #expect(recording.error == "\(shown)\n")
    }

    @Test func `an answer in JSON is sorted and keeps its slashes`() {
        let recording = ConsoleRecording()
        recording.console.answer([
            "name": "A/B", "age": 3, "tags": [], "ratio": .number("0.5"), "isActive": true,
        ])
        recording.console.answer(["z": 1, "a": nil])
        #expect(
            recording.output == """
                {"age":3,"isActive":true,"name":"A/B","ratio":0.5,"tags":[]}
                {"a":null,"z":1}

                """)
    }

    @Test func `a reader that left does not stop the program`() throws {
        Signal.ignoreBrokenPipes()
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let recording = ConsoleRecording()
        let console = Console(
            output: ConsoleStream(StandardStream(descriptor: ends[1])),
            error: recording.console.error, input: recording.console.input)
        for _ in 0..<3 { console.say("anybody there?") }
        console.note("still here")
        #expect(recording.error == "still here\n")
    }

    @Test(arguments: [
        (["y"], true), (["YES"], true), (["n"], false), ([""], false), (["what", "yes"], true),
    ])
    func `a question is asked until it is answered`(answers: [String], isYes: Bool) throws {
        let recording = ConsoleRecording(columns: 80, answers: answers)
        #expect(try recording.console.confirm("Sure?", insteadUse: "--yes") == isYes)
        #expect(recording.error.hasPrefix("Sure? [y/N] "))
        #expect(recording.hiddenCount == 0)
    }

    @Test func `without a terminal a question names the option that answers it`() {
        let recording = ConsoleRecording(answers: ["y"])
        let error = #expect(throws: CommandFailure.self) {
            try recording.console.confirm("Sure?", insteadUse: "--yes")
        }
        #expect(error?.exitCode == .usage)
        #expect(error?.message.contains("Use --yes.") == true)
        #expect(recording.error.isEmpty)
    }

    @Test func `a secret is asked for without showing it`() throws {
        let recording = ConsoleRecording(columns: 80, answers: ["hush"])
        let secret = try recording.console.askSecret("Password:", insteadUse: "--password-file")
        #expect(secret == "hush")
        #expect(recording.hiddenCount == 1)
        #expect(recording.error == "Password: \n")
    }

    @Test func `an input that ends leaves the question unanswered`() {
        let recording = ConsoleRecording(columns: 80)
        #expect(throws: CommandFailure.self) {
            try recording.console.ask("Name?", insteadUse: "--name")
        }
    }
}
