import Glibc
import Machine
import PostgreSQL

/// Bytes that a disk gives back otherwise than they were written.
enum Damage {
    /// Changes a bit of every byte of a file in some places.
    static func flip(_ path: String, _ places: some Sequence<Int>) throws {
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw RigTrouble("\(path) cannot be opened") }
        defer { close(file) }
        for place in places {
            var byte: UInt8 = 0
            guard pread(file, &byte, 1, place) == 1 else { continue }
            byte ^= 0x10
            guard pwrite(file, &byte, 1, place) == 1 else {
                throw RigTrouble("\(path) cannot be written")
            }
        }
    }

    static func size(of path: String) throws -> Int { try AtomicFile.read(path).count }
}

extension Traveller {
    /// Ends the agent, and leaves of what it wrote last a part that is torn.
    package func tearLastWrites() async throws {
        await kill()
        let log = home + "/book.sqlite-wal"
        let size = try Damage.size(of: log)
        guard size > 8_192 else { throw RigTrouble("\(log) holds nothing") }
        try Damage.flip(log, [size * 2 / 3])
        guard truncate(log, size - 1_000) == 0 else { throw RigTrouble("\(log) stays") }
    }

    /// Ends the agent, and damages the heads of most pages of its book.
    package func damagePages() async throws {
        await stop()
        let book = home + "/book.sqlite"
        // The first page says what the file is.
        let pages = Array(stride(from: 4_096, to: try Damage.size(of: book), by: 4_096))
        guard !pages.isEmpty else { throw RigTrouble("\(book) holds nothing") }
        try Damage.flip(book, pages.flatMap { $0..<($0 + 64) })
    }
}

extension Bureau {
    /// Changes a bit of an entry of the log, or changes it back; the answer is where that is.
    /// Without a position it is the last one, after which the server may write more at any time.
    @discardableResult
    package func flipEntry(at position: Int64? = nil) async throws -> Int64 {
        let connection = try await Connection(settings)
        let flipped: Int64 = try await connection.value(
            """
            UPDATE log_entries SET entry =
                set_byte(entry, length(entry) - 1, get_byte(entry, length(entry) - 1) # 1)
            WHERE position = coalesce(\(orNull: position), (SELECT max(position) FROM log_entries))
            RETURNING position
            """)
        await connection.close()
        return flipped
    }

    /// Damages the first page of the log on the disk of the database; everything runs again.
    package func damageLogPage() async throws {
        await kill()
        let connection = try await Connection(settings)
        let path: String = try await connection.value(
            "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('log_entries')"
        )
        // Otherwise the page might be written again from the database's own log.
        try await connection.run("CHECKPOINT")
        await connection.close()
        try await cutOffDatabase()
        try Damage.flip(path, 4_000..<4_100)
        try await startDatabase()
        try await start()
    }
}
