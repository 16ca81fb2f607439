import CommandLine
import Testing

struct ParserTests {
    @Test(arguments: [
        "book add Emma --price 3 --loud", "book add --loud --price=3 Emma", "book add -lp3 Emma",
        "book add -l -p 3 Emma", "book add -p=3 -l -- Emma", "--data /d book add Emma -lp 3",
    ])
    func `an option is understood wherever it stands and however it is spelled`(
        line: String
    ) async throws {
        let outcome = await Outcome(line)
        #expect(outcome.code == .ok, "\(outcome.error)")
        let call = try #require(outcome.calls.first)
        #expect(call.path == ["shop", "book", "add"])
        #expect(call.has("loud"))
        #expect(call.value("price") == "3")
        #expect(call.argument("title") == "Emma")
        #expect(call.arguments("author").isEmpty)
    }

    @Test func `what is not typed has its default, and is known not to be typed`() async throws {
        let call = try #require(await Outcome("book add Emma").calls.first)
        #expect(call.value("price") == "9.00")
        #expect(call.typed("price") == nil)
        #expect(!call.has("loud"))
        #expect(call.values("tag").isEmpty)
        #expect(call.value("size") == nil)
        #expect(call.optionalArgument("author") == nil)
    }

    @Test func `a repeated option keeps every value in order`() async throws {
        let call = try #require(await Outcome("book add -t b Emma --tag=a -tc").calls.first)
        #expect(call.values("tag") == ["b", "a", "c"])
    }

    @Test func `what follows two dashes is never an option`() async throws {
        let call = try #require(await Outcome("book add -- --loud -p --").calls.first)
        #expect(call.argument("title") == "--loud")
        #expect(call.arguments("author") == ["-p", "--"])
        #expect(!call.has("loud"))
    }

    @Test func `a lone dash is a value, and so is an empty one after an equals sign`() async throws
    {
        let call = try #require(await Outcome("book add - --price=").calls.first)
        #expect(call.argument("title") == "-")
        #expect(call.typed("price") == "")
    }

    @Test(arguments: [
        ("book ad", "'ad' is not a command of 'shop book'. Did you mean 'add'?"),
        ("boko list", "'boko' is not a command of 'shop'. Did you mean 'book'?"),
        ("zebra", "'zebra' is not a command of 'shop'."),
        ("book", "'shop book' needs one of: add, list."),
        ("", "'shop' needs one of: book."),
        ("book add", "'shop book add' needs TITLE."),
        ("book list Emma", "'shop book list' does not take 'Emma'."),
        ("book add Emma --pice 3", "has no option '--pice'. Did you mean '--price'?"),
        ("book list --price 3", "'shop book list' has no option '--price'."),
        ("book add Emma -x", "has no option '-x'."),
        ("book add -5", "has no option '-5'. Put '--' before a value that starts with '-'."),
        ("book add Emma --price", "'--price' needs a value."),
        ("book add Emma --price --loud", "'--price' needs a value."),
        ("book add Emma --price 3 -p4", "'--price' is given twice."),
        ("book add Emma --loud=yes", "'--loud' takes no value."),
        ("book add Emma --lo", "has no option '--lo'."),
        (
            "book add Emma --size smal",
            "'--size' is one of small, large, not 'smal'. Did you mean 'small'?"
        ),
        ("book list --color pink", "'--color' is one of auto, always, never, not 'pink'."),
    ])
    func `a line that is not understood ends with 2 and a sentence`(
        line: String, sentence: String
    ) async {
        let outcome = await Outcome(line)
        #expect(outcome.code == .usage)
        #expect(outcome.calls.isEmpty)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains(sentence), "\(outcome.error)")
        #expect(outcome.error.hasPrefix("error: ") && outcome.error.hasSuffix("--help'.\n"))
    }

    @Test func `a mistyped word cannot steer the terminal`() async {
        let outcome = await Outcome("book \u{1B}[31m", columns: 80)
        #expect(!outcome.error.contains("\u{1B}[31m'"))
        #expect(outcome.error.contains("\\u{1b}[31m"))
    }

    @Test(arguments: [("3", 3), ("1", 1), ("10", 10)])
    func `a whole number within bounds is read`(text: String, number: Int) async throws {
        let call = try #require(await Outcome("book add E -p \(text)").calls.first)
        #expect(try call.integer("price", in: 1...10) == number)
    }

    @Test(arguments: ["0", "11", "x", "1.5", "99999999999999999999"])
    func `a number out of bounds is a usage error`(text: String) async throws {
        let call = try #require(await Outcome("book add E -p \(text)").calls.first)
        let error = #expect(throws: CommandFailure.self) {
            try call.integer("price", in: 1...10)
        }
        #expect(error?.exitCode == .usage)
    }
}
