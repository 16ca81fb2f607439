import Machine
import PostgreSQL

extension Bureau {
    /// Keeps what the database holds now, as a backup does, while everybody works.
    package func keepDump() async throws {
        try await run("pg_dump", ["--format=custom", "--file", dump, "--dbname", target])
    }

    /// Puts the backup in the place of the database, and starts the server on it.
    ///
    /// A server that is not told has to notice by itself what it has lost.
    package func goBack(isTold: Bool) async throws {
        await kill()
        let maintenance = try await Connection(try settings.database(named: "postgres"))
        let name = PrivateCluster.databaseName
        try await maintenance.execute("DROP DATABASE \(name: name) WITH (FORCE)")
        try await maintenance.execute("CREATE DATABASE \(name: name) TEMPLATE template0")
        await maintenance.close()
        try await run("pg_restore", ["--exit-on-error", "--dbname", target, dump])
        if isTold { try await answer(["admin", "restored"]) }
        try await start()
    }

    /// Which of some words stand nowhere in the book's log.
    package func missing(_ words: [String]) async throws -> [String] {
        guard !words.isEmpty else { return [] }
        let connection = try await Connection(settings)
        let missing = try await connection.rows(
            """
            SELECT word FROM unnest(\(words)::text[]) AS word WHERE NOT EXISTS (
                SELECT FROM log_entries WHERE position(convert_to(word, 'UTF8') IN entry) > 0)
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0) as String }
        await connection.close()
        return missing
    }

    /// Which of some deeds the server does not hold.
    package func unsent(_ deeds: [Deed]) async throws -> Set<Deed> {
        let words = try await missing(deeds.map(\.word).filter { !$0.isID })
        let ids = deeds.map(\.word).filter(\.isID)
        let connection = try await Connection(settings)
        let unknown = try await connection.rows(
            """
            SELECT id FROM unnest(\(ids)::text[]) AS id WHERE NOT EXISTS (
                SELECT FROM record_states WHERE record_id = id::uuid)
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0) as String }
        await connection.close()
        let absent = Set(words + unknown)
        return Set(deeds.filter { absent.contains($0.word) })
    }

    /// Whether the positions of the log run 1, 2, 3 … up to its head.
    package func hasNoGap() async throws -> Bool {
        let connection = try await Connection(settings)
        let hasNone: Bool = try await connection.value(
            """
            SELECT count(*) = h.position AND coalesce(max(e.position), 0) = h.position
            FROM book_heads AS h LEFT JOIN log_entries AS e ON e.book_id = h.book_id
            GROUP BY h.book_id
            """)
        await connection.close()
        return hasNone
    }

    /// The settings as a URL, for programs that take no other.
    static func url(of settings: ConnectionSettings) async throws -> String {
        let connection = try await Connection(settings)
        let socket: String = try await connection.value(
            "SELECT split_part(current_setting('unix_socket_directories'), ',', 1)")
        let user: String = try await connection.value("SELECT current_user::text")
        let port: String = try await connection.value("SELECT current_setting('port')")
        await connection.close()
        // A name in this list is quoted where it must be.
        let host = socket.filter { $0 != "\"" }.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
        let name = PrivateCluster.databaseName
        return "postgresql:///\(name)?host=\(host)&port=\(port)&user=\(user)"
    }

    private var dump: String { site.directory + "/database.dump" }

    private func run(_ program: String, _ words: [String]) async throws {
        let told = try await Told(by: Subprocess(program, words))
        guard told.code == 0 else { throw RigTrouble("\(program): \(told.complaint)") }
    }
}
