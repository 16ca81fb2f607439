import AgentSocket
import CommandLine
import Glibc
import HTTP
import JSON
import Machine

/// `counterfoil book import`: another book's records, brought into this one.
extension BookCommand {
    private static let bytesMax = 64 << 20
    private static let databaseMark = Array("SQLite format 3\0".utf8)

    var importing: Command {
        Command(
            "import", "Bring another book's records into this one",
            discussion: """
                The file is what 'counterfoil book export' has written, or another laptop's \
                book.sqlite whose agent is stopped. All of it is brought or nothing, under new \
                ids; documents keep their numbers. What was deleted, who belonged to the other \
                book, and what was still to be sent stays behind.
                """,
            options: [.flag("dry-run", "Only tell what would be brought")],
            arguments: [Argument("file", .one, "The file")],
            examples: [
                .init("counterfoil book import old.ndjson --dry-run", "What is in it?"),
                .init("counterfoil book import old.ndjson --book Bakery", "Into the bakery's."),
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let path = invocation.argument("file")
            let isPreview = invocation.has("dry-run")
            let isDatabase = try Self.isDatabase(path)
            let answer = try await agent.send(
                ["import"],
                query: [
                    "preview": isPreview ? "true" : "false",
                    "file": isDatabase ? try Self.absolute(path) : "",
                ], lines: isDatabase ? [] : try AtomicFile.read(path, byteCountMax: Self.bytesMax))
            if console.isJSON { return console.answer(answer) }
            tell(answer, isPreview, on: console)
        }
    }

    private func tell(_ answer: JSONValue, _ isPreview: Bool, on console: Console) {
        var table = Table([.text("RECORDS"), .number("")])
        for count in answer["records"]?.array ?? [] {
            table.add([
                "\(count["collection"]?.string ?? "")", "\("\(count["count"]?.integer ?? 0)")",
            ])
        }
        console.show(table)
        let notes: [(String, Phrase)] = [
            ("undecided", "fields were in conflict; what stood there was taken"),
            ("deleted", "records were deleted and stay behind"),
            ("leftBehind", "records only make sense in the other book and stay behind"),
        ]
        for (name, words) in notes {
            let count = answer[name]?.integer ?? 0
            if count > 0 { console.note("\("\(count)") " + words + ".") }
        }
        console.say(isPreview ? "Nothing was brought: this was a preview." : "All of it is here.")
    }

    private static func isDatabase(_ path: String) throws -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw MachineError.failed(doing: "open", on: path, code: errno) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: databaseMark.count)
        return read(file, &bytes, bytes.count) == bytes.count && bytes == databaseMark
    }

    private static func absolute(_ path: String) throws -> String {
        guard let real = realpath(path, nil) else {
            throw MachineError.failed(doing: "find", on: path, code: errno)
        }
        defer { free(real) }
        return String(cString: real)
    }
}
