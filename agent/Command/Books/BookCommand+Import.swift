import AgentSocket
import CommandLine
import Glibc
import HTTP
import JSON
import Machine

/// `counterfoil book import`: another book's records, brought into this one.
extension BookCommand {
    private static let bytesMax = 64 << 20
    /// So many of the records that differ are named to a person.
    private static let namedMax = 10
    private static let databaseMark = Array("SQLite format 3\0".utf8)

    var importing: Command {
        Command(
            "import", "Bring another book's records into this one",
            discussion: """
                The file is what 'counterfoil book export' has written, or another laptop's \
                book.sqlite whose agent is stopped. All that is new is brought or nothing, under \
                ids of its own; documents keep their numbers. What stands here already is left \
                as it is, so a file can be brought once more. What was deleted, who belonged to \
                the other book, and what was still to be sent stays behind.
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
        let counts = answer["records"]?.array ?? []
        var table = Table([.text("RECORDS"), .number("")])
        for count in counts {
            table.add([
                "\(count["collection"]?.string ?? "")", "\("\(count["count"]?.integer ?? 0)")",
            ])
        }
        if !counts.isEmpty { console.show(table) }
        for note in ImportNote.all {
            let count = answer[note.name]?.integer ?? 0
            if count > 0 { console.note("\(note.sentence(count))") }
        }
        for name in (answer["differing"]?.array ?? []).prefix(Self.namedMax) {
            console.note("  \(name.string ?? "")")
        }
        let outcome =
            if isPreview {
                "Nothing was brought: this was a preview."
            } else if counts.isEmpty {
                "There is nothing in it that is new here."
            } else {
                "All that is new is here."
            }
        console.say("\(outcome)")
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

/// What is said of records that an import left where they are.
private struct ImportNote {
    /// How the answer calls their number.
    let name: String
    /// What is said of one.
    let one: String
    /// What is said of several.
    let many: String

    func sentence(_ count: Int64) -> String { "\(count) \(count == 1 ? one : many)." }

    static let all = [
        ImportNote(
            name: "undecided", one: "field was in conflict; what stood there was taken",
            many: "fields were in conflict; what stood there was taken"),
        ImportNote(
            name: "deleted", one: "record was deleted there and stays behind",
            many: "records were deleted there and stay behind"),
        ImportNote(
            name: "leftBehind", one: "record only makes sense in the other book and stays behind",
            many: "records only make sense in the other book and stay behind"),
        ImportNote(
            name: "orphans",
            one: "record stays behind: it belongs to one that was deleted or issued or is not here",
            many:
                "records stay behind: they belong to some that were deleted, issued or are not here"
        ),
        ImportNote(
            name: "present", one: "record is here already and stays as it is",
            many: "records are here already and stay as they are"),
        ImportNote(
            name: "differingCount", one: "of them says something else here than there",
            many: "of them say something else here than there"),
    ]
}
