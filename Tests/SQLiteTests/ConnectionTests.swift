import SQLite
import Testing

struct ConnectionTests {
    let directory = TemporaryDirectory()

    @Test(arguments: [
        ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"),
        ("recursive_triggers", "0"), ("trusted_schema", "0"), ("mmap_size", "0"),
        ("busy_timeout", "5000"), ("cell_size_check", "1"),
    ])
    func `a connection is opened with the settings of a book`(
        pragma: String, expected: String
    ) throws {
        let connection = try Connection.open(at: directory.file())
        let found = try connection.scalar("PRAGMA \(pragma)", as: SQLiteValue.self)
        #expect(found == .text(expected) || found == Int(expected).map(\.sqliteValue))
    }

    @Test func `a double-quoted string is no text`() throws {
        let connection = try Connection.open(at: directory.file())
        #expect(throws: SQLiteError.self) { try connection.execute(#"SELECT "nothing""#) }
    }

    @Test func `the schema table cannot be written`() throws {
        let connection = try Connection.open(at: directory.file())
        try connection.execute("PRAGMA writable_schema = ON")
        #expect(throws: SQLiteError.self) {
            try connection.execute("DELETE FROM sqlite_schema")
        }
    }

    @Test func `closing the last connection leaves one file`() throws {
        do {
            let connection = try Connection.open(at: directory.file())
            try connection.execute("CREATE TABLE note (text TEXT)")
            #expect(directory.names().count == 3)
        }
        #expect(directory.names() == ["book.db"])
    }

    @Test func `a missing directory is named`() throws {
        let path = directory.file("nowhere/book.db")
        let error = try #require(throws: SQLiteError.self) {
            _ = try Connection.open(at: path).changes
        }
        #expect(error.isCannotOpen)
        #expect("\(error)".contains(path))
    }

    @Test func `a reader refuses a missing file and every write`() throws {
        let missing = #expect(throws: SQLiteError.self) {
            _ = try Connection.openForReading(at: directory.file()).changes
        }
        #expect(missing?.isCannotOpen == true)
        let writer = try Connection.open(at: directory.file())
        try writer.execute("CREATE TABLE note (text TEXT)")
        let reader = try Connection.openForReading(at: directory.file())
        #expect(reader.isReadOnly && !writer.isReadOnly)
        let refused = #expect(throws: SQLiteError.self) {
            try reader.execute("INSERT INTO note VALUES ('x')")
        }
        #expect(refused?.isReadOnly == true)
    }

    @Test func `the file says whose it is`() throws {
        do {
            let connection = try Connection.open(at: directory.file())
            #expect(try connection.applicationID() == 0)
            try connection.setApplicationID(-559_038_737)
            try connection.setUserVersion(42)
        }
        let again = try Connection.openForReading(at: directory.file())
        #expect(try again.applicationID() == -559_038_737)
        #expect(try again.userVersion() == 42)
    }

    @Test func `changes and minted row ids are reported`() throws {
        let connection = try Connection.open(at: directory.file())
        try connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        try connection.execute("INSERT INTO note (text) VALUES (?), (?)", "a", "b")
        #expect(connection.changes == 2)
        #expect(connection.lastInsertRowID == 2)
        try connection.execute("DELETE FROM note WHERE id = ?", 9)
        #expect(connection.changes == 0)
    }

    @Test func `a missing parent is refused as a broken reference`() throws {
        let connection = try Connection.open(at: directory.file())
        try connection.run(
            script: """
                CREATE TABLE parent (id INTEGER PRIMARY KEY);
                CREATE TABLE child (parent INTEGER REFERENCES parent (id));
                CREATE UNIQUE INDEX once ON child (parent);
                """)
        let broken = #expect(throws: SQLiteError.self) {
            try connection.execute("INSERT INTO child VALUES (?)", 7)
        }
        #expect(broken?.isBrokenReference == true && broken?.isConstraint == true)
        try connection.execute("INSERT INTO parent VALUES (1)")
        try connection.execute("INSERT INTO child VALUES (1)")
        let duplicate = #expect(throws: SQLiteError.self) {
            try connection.execute("INSERT INTO child VALUES (1)")
        }
        #expect(duplicate?.isDuplicate == true && duplicate?.extendedCode == 2067)
    }
}
