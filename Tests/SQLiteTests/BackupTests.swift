import SQLite
import Testing

struct BackupTests {
    let directory = TemporaryDirectory()

    private func book(lineCount: Int) throws -> Connection {
        let connection = try Connection.open(at: directory.file())
        try connection.execute("CREATE TABLE line (bytes BLOB) STRICT")
        try connection.transaction {
            for _ in 0..<lineCount {
                try connection.execute("INSERT INTO line VALUES (zeroblob(4000))")
            }
        }
        return connection
    }

    private func lineCount(of name: String) throws -> Int? {
        let copy = try Connection.openForReading(at: directory.file(name))
        #expect(try copy.integrityFindings(.full).isEmpty)
        return try copy.scalar("SELECT count(*) FROM line")
    }

    @Test func `a backup is one whole file`() throws {
        let connection = try book(lineCount: 10)
        try connection.backUp(to: directory.file("copy.db"))
        #expect(try lineCount(of: "copy.db") == 10)
        #expect(!directory.names().contains { $0.hasPrefix("copy.db") && $0 != "copy.db" })
    }

    @Test func `an empty database can be backed up`() throws {
        let connection = try Connection.open(at: directory.file())
        try connection.backUp(to: directory.file("copy.db"))
        let copy = try Connection.openForReading(at: directory.file("copy.db"))
        #expect(try copy.scalar("SELECT count(*) FROM sqlite_schema") == 0)
    }

    @Test func `a backup shows the moment it began and lets the writer write`() throws {
        let writer = try book(lineCount: 100)
        let source = try Connection.openForReading(at: directory.file())
        var steps: [BackupProgress] = []
        try source.backUp(to: directory.file("copy.db"), pagesPerStep: 10) { step in
            steps.append(step)
            try writer.transaction { try writer.execute("INSERT INTO line VALUES (x'00')") }
        }
        #expect(steps.count > 10)
        #expect(steps.last.map { $0.copiedPageCount == $0.pageCount } == true)
        #expect(try lineCount(of: "copy.db") == 100)
        #expect(try writer.scalar("SELECT count(*) FROM line") == 100 + steps.count)
    }

    @Test func `a backup that is interrupted leaves the older one in place`() throws {
        let connection = try book(lineCount: 10)
        try connection.backUp(to: directory.file("copy.db"))
        try connection.execute("DELETE FROM line")
        #expect(throws: CancellationError.self) {
            try connection.backUp(to: directory.file("copy.db"), pagesPerStep: 1) { _ in
                throw CancellationError()
            }
        }
        #expect(!directory.names().contains { $0.contains("partial") })
        #expect(try lineCount(of: "copy.db") == 10)
        try connection.backUp(to: directory.file("copy.db"))
        #expect(try lineCount(of: "copy.db") == 0)
    }

    @Test func `a damaged database does not replace a good backup`() throws {
        let path = directory.file()
        do {
            let connection = try book(lineCount: 50)
            try connection.backUp(to: directory.file("copy.db"))
        }
        overwrite(path, at: 8_192, count: 64, with: 0xff)
        let damaged = try Connection.openForReading(at: path)
        let error = #expect(throws: SQLiteError.self) {
            try damaged.backUp(to: directory.file("copy.db"))
        }
        #expect(error?.isCorrupt == true)
        #expect(try lineCount(of: "copy.db") == 50)
    }

    @Test func `a backup into a missing directory names it`() throws {
        let connection = try book(lineCount: 1)
        let path = directory.file("nowhere/copy.db")
        let error = #expect(throws: SQLiteError.self) { try connection.backUp(to: path) }
        #expect(error?.isCannotOpen == true && error.map { "\($0)" }?.contains(path) == true)
    }

    @Test func `a checkpoint moves the log and truncation empties it`() throws {
        let connection = try book(lineCount: 10)
        let passive = try connection.checkpoint()
        #expect(passive.isComplete && passive.movedPageCount > 10)
        let truncated = try connection.checkpoint(.truncate)
        #expect(truncated.loggedPageCount == 0)
    }
}
