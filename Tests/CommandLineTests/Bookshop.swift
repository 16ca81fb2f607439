import CommandLine
import Synchronization

/// A small program to talk to, and what it was asked to do.
final class Bookshop: Sendable {
    let calls = Mutex<[Invocation]>([])

    var program: Program {
        Program(
            Command(
                "shop", "Sells books.",
                options: [.value("data", "DIR", "Where the books are", environment: "SHOP_DATA")],
                subcommands: [
                    Command(
                        "book", "Books on the shelf.", options: [.flag("dry", "Change nothing")],
                        subcommands: [add, Command("list", "Lists books.", action: record)])
                ]),
            version: "1.2.3", translating: { $0 is Refusal ? CommandFailure(.conflict, "no") : nil }
        )
    }

    private var add: Command {
        Command(
            "add", "Puts books on the shelf.", discussion: "A title may stand there twice.",
            options: [
                .flag("loud", short: "l", "Say so"),
                .value("price", short: "p", "AMOUNT", "What it costs", fallback: "9.00"),
                .value("size", "SIZE", "How big", choices: ["small", "large"]),
                .repeated("tag", short: "t", "WORD", "What it is about"),
            ],
            arguments: [
                Argument("title", .one, "The title"), Argument("author", .any, "Who wrote it"),
            ],
            examples: [.init("shop book add Emma Austen", "Put one book on the shelf")],
            exitCodes: [.validation], action: record)
    }

    private var record: Command.Action {
        { invocation, _ in self.calls.withLock { $0.append(invocation) } }
    }

    struct Refusal: Error {}
}

/// What a run of the bookshop left behind.
struct Outcome {
    let code: ExitCode
    let calls: [Invocation]
    let output: String
    let error: String

    init(_ line: String, columns: Int? = nil) async {
        let shop = Bookshop()
        let recording = ConsoleRecording(columns: columns)
        let words = line.split(separator: " ").map(String.init)
        code = await shop.program.run(words, on: recording.console)
        calls = shop.calls.withLock { $0 }
        output = recording.output
        error = recording.error
    }
}
