import SQLite
import Testing

struct FaultTests {
    let directory = TemporaryDirectory()

    private func log(
        on path: String, settings: ConnectionSettings = ConnectionSettings()
    ) throws -> Connection {
        let connection = try Connection.open(at: path, settings: settings)
        try connection.execute("CREATE TABLE IF NOT EXISTS log (bytes BLOB) STRICT")
        return connection
    }

    private func append(_ count: Int, to connection: borrowing Connection) throws {
        try connection.transaction {
            try connection.execute(
                "INSERT INTO log VALUES (?)", [UInt8](repeating: 1, count: count))
        }
    }

    @Test func `a full disk refuses the change, keeps the rest and goes on when there is room`()
        throws
    {
        let connection = try log(on: directory.file())
        try append(10, to: connection)
        try connection.execute("PRAGMA max_page_count = 4")
        let error = #expect(throws: SQLiteError.self) { try append(100_000, to: connection) }
        #expect(error?.isDiskFull == true && error?.isWriteRefused == false)
        #expect(error.map { "\($0)" }?.hasPrefix("The disk is full.") == true)
        #expect(try connection.scalar("SELECT count(*) FROM log") == 1)
        try connection.execute("PRAGMA max_page_count = 1000")
        try append(100_000, to: connection)
        #expect(try connection.scalar("SELECT count(*) FROM log") == 2)
    }

    @Test func `a write that finds no room is undone and can be repeated`() throws {
        let path = directory.file()
        let connection = try log(on: FaultyDisk.address(of: path))
        FaultyDisk.fail(path, at: .write)
        let error = #expect(throws: SQLiteError.self) { try append(10, to: connection) }
        #expect(error?.isDiskFull == true)
        FaultyDisk.fail(path, at: nil)
        try append(10, to: connection)
        #expect(try connection.scalar("SELECT count(*) FROM log") == 1)
    }

    @Test func `after a failed sync nothing is written until the database is opened again`()
        throws
    {
        let path = directory.file()
        do {
            let connection = try log(on: FaultyDisk.address(of: path))
            try append(10, to: connection)
            FaultyDisk.fail(path, at: .sync)
            let failed = #expect(throws: SQLiteError.self) { try append(10, to: connection) }
            #expect(failed?.isInputOutput == true && failed?.isWriteRefused == true)
            #expect(failed?.failure?.isFailedSync == true)
            FaultyDisk.fail(path, at: nil)
            let refused = #expect(throws: SQLiteError.self) { try append(10, to: connection) }
            #expect(refused?.isWriteRefused == true)
            #expect(refused.map { "\($0)" }?.contains("until it is opened again") == true)
            #expect(throws: SQLiteError.self) { try connection.checkpoint() }
            #expect(try connection.scalar("SELECT count(*) FROM log") == 1)
        }
        let again = try log(on: FaultyDisk.address(of: path))
        try append(10, to: again)
        #expect(try again.scalar("SELECT count(*) FROM log", as: Int.self) ?? 0 >= 2)
        #expect(try again.integrityFindings(.full).isEmpty)
    }

    @Test func `a database whose sync failed writes again once the disk does what it is told`()
        async throws
    {
        let path = directory.file()
        let database = try await Database.open(at: FaultyDisk.address(of: path))
        try await database.write { try $0.execute("CREATE TABLE log (number INTEGER) STRICT") }
        let add: @Sendable (Int) async throws -> Void = { number in
            try await database.write { try $0.execute("INSERT INTO log VALUES (?)", number) }
        }
        let numbers: @Sendable () async throws -> [Int] = {
            try await database.read { connection in
                try connection.query("SELECT number FROM log ORDER BY number") { try $0.read(0) }
            }
        }
        try await add(1)
        FaultyDisk.fail(path, at: .sync)
        await #expect(throws: SQLiteError.self) { try await add(2) }
        let again = await #expect(throws: SQLiteError.self) { try await add(3) }
        #expect(again?.failure?.isFailedSync == true)
        #expect(try await numbers() == [1])
        FaultyDisk.fail(path, at: .checkpoint)
        await #expect(throws: SQLiteError.self) { try await add(4) }
        FaultyDisk.fail(path, at: nil)
        try await add(5)
        #expect(try await numbers() == [1, 5])
        #expect(try await database.integrityFindings(.full).isEmpty)
        await database.close()
    }

    @Test func `a statement that was lent before a sync failed writes nothing after it`() throws {
        let path = directory.file()
        let connection = try log(on: FaultyDisk.address(of: path))
        try connection.prepared("INSERT INTO log VALUES (?)") { row in
            try row.execute([UInt8](repeating: 1, count: 10))
            FaultyDisk.fail(path, at: .sync)
            #expect(throws: SQLiteError.self) { try row.execute([UInt8](repeating: 2, count: 10)) }
            FaultyDisk.fail(path, at: nil)
            let refused = #expect(throws: SQLiteError.self) {
                try row.execute([UInt8](repeating: 3, count: 10))
            }
            #expect(refused?.isWriteRefused == true)
        }
    }

    @Test func `a sync that fails while the log is moved is not swallowed`() throws {
        let path = directory.file()
        let settings = ConnectionSettings(checkpointPages: 1)
        let connection = try log(on: FaultyDisk.address(of: path), settings: settings)
        FaultyDisk.fail(path, at: .checkpoint)
        try append(10, to: connection)
        FaultyDisk.fail(path, at: nil)
        let refused = #expect(throws: SQLiteError.self) { try append(10, to: connection) }
        #expect(refused?.isWriteRefused == true)
        #expect(try connection.scalar("SELECT count(*) FROM log") == 1)
    }

    @Test func `flipped bytes are found and called damage`() throws {
        do {
            let connection = try log(on: directory.file())
            for _ in 0..<50 { try append(2_000, to: connection) }
            #expect(try connection.integrityFindings(.quick).isEmpty)
        }
        overwrite(directory.file(), at: 4_096, count: 64, with: 0xff)
        let damaged = try Connection.openForReading(at: directory.file())
        #expect(try damaged.integrityFindings(.quick).isEmpty == false)
        #expect(try damaged.integrityFindings(.full).isEmpty == false)
        let error = #expect(throws: SQLiteError.self) {
            _ = try damaged.scalar("SELECT sum(length(bytes)) FROM log", as: Int.self)
        }
        #expect(error?.isCorrupt == true)
        #expect(error.map { "\($0)" }?.contains("Restore it from a backup") == true)
    }

    @Test func `a reference to nothing is found by the full check alone`() throws {
        let connection = try log(on: directory.file())
        try connection.run(
            script: """
                CREATE TABLE parent (id INTEGER PRIMARY KEY);
                CREATE TABLE child (parent INTEGER REFERENCES parent (id));
                PRAGMA foreign_keys = OFF;
                INSERT INTO child VALUES (7);
                PRAGMA foreign_keys = ON;
                """)
        #expect(try connection.integrityFindings(.quick).isEmpty)
        #expect(
            try connection.integrityFindings(.full) == [
                "row 1 of child refers to a missing row of parent"
            ])
    }

    @Test func `a file that is no database is called damage`() throws {
        do { _ = try log(on: directory.file()).changes }
        overwrite(directory.file(), at: 0, count: 100, with: 0x41)
        let error = #expect(throws: SQLiteError.self) {
            _ = try Connection.open(at: directory.file()).changes
        }
        #expect(error?.isCorrupt == true && error?.extendedCode == 26)
    }
}
