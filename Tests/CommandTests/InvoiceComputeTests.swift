import CommandLine
import CounterfoilCommand
import FoundationEssentials
import JSON
import Testing

struct InvoiceComputeTests {
    private static let good =
        #"{"currency":"EUR","lines":[{"quantity":1,"unitPrice":"2.50","taxRate":"25"}]}"#
    private static let bad =
        #"{"currency":"EUR","lines":[{"quantity":1,"unitPrice":"x","taxRate":"0"}]}"#

    /// Runs the command on a file of this text.
    private func compute(
        _ text: String, _ options: [String] = []
    ) async throws -> (code: ExitCode, heard: ConsoleRecording) {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "invoice-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return await run([file.path()] + options)
    }

    private func run(_ words: [String]) async -> (code: ExitCode, heard: ConsoleRecording) {
        let program = Program(
            Command("counterfoil", "", subcommands: [InvoiceCommand().command]), version: "1")
        let recording = ConsoleRecording()
        let code = await program.run(["invoice", "compute"] + words, on: recording.console)
        return (code, recording)
    }

    @Test func `one invoice is shown as a table`() async throws {
        let (code, heard) = try await compute(Self.good)
        #expect(code == .ok)
        #expect(heard.output.contains(/Due +BT-115 +3\.13\n/))
        #expect(heard.error.isEmpty)
    }

    @Test func `a mark of the byte order before the text is passed over`() async throws {
        let (code, heard) = try await compute("\u{FEFF}" + Self.good, ["--json"])
        #expect(code == .ok)
        #expect(try JSONValue(parsing: Array(heard.output.utf8))["due"] == "3.13")
    }

    @Test func `an invoice over many lines is one invoice`() async throws {
        let text = "\n" + Self.good.replacing(",", with: "\n,\n") + "\n\n"
        let (code, heard) = try await compute(text, ["--json"])
        #expect(code == .ok)
        let answer = try JSONValue(parsing: Array(heard.output.utf8))
        #expect(answer["due"] == "3.13")
        #expect(answer["line"] == nil)
    }

    @Test func `each line is answered on a line, and names its own`() async throws {
        let count = 2_000
        let text = String(repeating: Self.good + "\n\r\n", count: count)
        let (code, heard) = try await compute(text, ["--json"])
        #expect(code == .ok)
        let answers = heard.output.split(separator: "\n")
        #expect(answers.count == count)
        let last = try JSONValue(parsing: Array(#require(answers.last).utf8))
        #expect(last["line"] == .integer(Int64(2 * count - 1)))
        #expect(last["BT-115"] == "3.13")
    }

    @Test func `an invoice that breaks rules exits with 3 and names every field`() async throws {
        let (code, heard) = try await compute(Self.bad)
        #expect(code == .validation)
        #expect(heard.output.isEmpty)
        #expect(heard.error.contains("lines[0].unitPrice: expected"))
        #expect(heard.error.contains("lines[0].taxRate: expected"))
    }

    @Test func `a wrong line is reported with its number and the others are answered`() async throws
    {
        let text = [Self.good, Self.bad, "rubbish", Self.good].joined(separator: "\n")
        let (code, heard) = try await compute(text, ["--json"])
        #expect(code == .validation)
        let lines = try heard.output.split(separator: "\n").map {
            try JSONValue(parsing: Array($0.utf8))["line"]
        }
        #expect(lines == [1, 4])
        let reports = try heard.error.split(separator: "\n").map {
            try JSONValue(parsing: Array($0.utf8))
        }
        #expect(reports.map { $0["exit_code"] } == [3, 3])
        #expect(reports.first?["message"]?.string?.contains("line 2") == true)
        #expect(reports.first?["details"]?.array?.count == 2)
        #expect(reports.last?["message"]?.string?.contains("line 3") == true)
    }

    @Test func `a file that is not there exits with 4`() async throws {
        let (code, heard) = await run(["/nowhere/invoice.json"])
        #expect(code == .notFound)
        #expect(heard.error.contains("Check the path"))
    }

    @Test func `an empty file holds no invoice`() async throws {
        let (code, _) = try await compute("\n \n")
        #expect(code == .validation)
    }
}
