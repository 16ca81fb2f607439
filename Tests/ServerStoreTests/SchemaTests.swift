import Machine
import PostgreSQL
import TestOffice
import Testing

/// The rules that let the schema be distributed by book without a change.
struct SchemaTests {
    /// What is asked before it is known which book it is about, and the record of migrations.
    private static let crossingBooks = [
        "bounce_files", "browser_sessions", "challenges", "device_requests", "device_tokens",
        "enrolment_codes",
        "job_kinds", "job_leaders", "job_schedules", "job_steps", "jobs", "kept_answers",
        "one_time_links",
        "people", "rate_limits", "recovery_codes", "refresh_tokens", "registrations",
        "schema_migrations", "secret_keys", "server_address", "sessions", "signing_keys",
    ]

    private func findings(_ query: Query, after prepare: String? = nil) async throws -> [String?] {
        try await Office.with { office in
            if let prepare {
                try await office.pool.withConnection { try $0.run(prepare) }
            }
            return try await office.texts(query)
        }
    }

    private static let tables: Query = """
        SELECT c.relname::text FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
            AND NOT c.relname = ANY(\(crossingBooks)) ORDER BY 1
        """

    @Test func `the tables that cross books are these few`() async throws {
        let found = try await findings(
            """
            SELECT c.relname::text FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT EXISTS (
                SELECT FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = c.oid
                WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = i.indkey[0]
                    AND a.attname = 'book_id') ORDER BY 1
            """)
        #expect(found == Self.crossingBooks)
    }

    @Test func `the README names every table, and whether it is of a book`() async throws {
        let house = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let text = String(
            decoding: try AtomicFile.read("/\(house)/server/README.md"), as: UTF8.self)
        let rows = text.split(separator: "\n").map { $0.split(separator: "|") }
        func named(_ answer: String) -> [String] {
            rows.filter { $0.count > 2 && $0[1] == answer }
                .flatMap { $0[0].split(separator: "`").filter { !$0.contains(" ") } }
                .map(String.init).sorted()
        }
        #expect(named(" no ") == Self.crossingBooks.filter { $0 != "schema_migrations" })
        #expect(try await findings(Self.tables) == named(" yes "))
    }

    /// Unique, primary and exclusion keys of a book's tables that do not hold its id.
    private static let keysWithoutBook: Query = """
        SELECT k.relname::text FROM pg_index AS i
        JOIN pg_class AS k ON k.oid = i.indexrelid
        JOIN pg_class AS c ON c.oid = i.indrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND NOT c.relname = ANY(\(crossingBooks))
            AND (i.indisunique OR i.indisexclusion) AND NOT EXISTS (
                SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid
                    AND a.attnum = ANY(i.indkey) AND a.attname = 'book_id')
        """

    @Test func `every unique key of a book's table holds the book`() async throws {
        #expect(try await findings(Self.keysWithoutBook).isEmpty)
    }

    @Test func `a unique key without the book would be found`() async throws {
        let found = try await findings(
            Self.keysWithoutBook, after: "CREATE UNIQUE INDEX planted ON clients (number)")
        #expect(found == ["planted"])
    }

    /// Foreign keys that do not go from a book to the same book, or that clear a column.
    private static let looseReferences: Query = """
        SELECT k.conname::text FROM pg_constraint AS k
        WHERE k.contype = 'f' AND (k.confdeltype IN ('n', 'd') OR NOT EXISTS (
            SELECT FROM unnest(k.conkey, k.confkey) AS pair (mine, theirs)
            JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = pair.mine
            JOIN pg_attribute AS b ON b.attrelid = k.confrelid AND b.attnum = pair.theirs
            WHERE a.attname = 'book_id' AND b.attname = 'book_id'))
        """

    @Test func `every reference stays within its book`() async throws {
        #expect(try await findings(Self.looseReferences).isEmpty)
    }

    @Test(arguments: [
        "ALTER TABLE receipts ADD UNIQUE (end_position); ALTER TABLE record_states "
            + "ADD n bigint CONSTRAINT planted REFERENCES receipts (end_position)",
        "ALTER TABLE receipts ADD CONSTRAINT planted FOREIGN KEY (book_id) "
            + "REFERENCES books (book_id) ON DELETE SET NULL",
    ])
    func `a reference across books, or one that clears, would be found`(
        planted: String
    )
        async throws
    {
        #expect(try await findings(Self.looseReferences, after: planted) == ["planted"])
    }

    @Test func `there are no triggers, identity columns or sequences`() async throws {
        #expect(
            try await findings(
                """
                SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT table_name || '.' || column_name
                    FROM information_schema.columns
                    WHERE table_schema = 'public' AND is_identity = 'YES'
                UNION ALL SELECT relname::text FROM pg_class AS c
                    JOIN pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE n.nspname = 'public' AND c.relkind = 'S'
                """
            ).isEmpty)
    }

    @Test func `no column of a book's table is filled by a volatile function`() async throws {
        #expect(
            try await findings(
                """
                SELECT c.relname || '.' || a.attname FROM pg_attrdef AS d
                JOIN pg_class AS c ON c.oid = d.adrelid
                JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.adnum
                JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname = 'public' AND NOT c.relname = ANY(\(Self.crossingBooks))
                    AND pg_get_expr(d.adbin, d.adrelid) LIKE '%(%'
                """
            ).isEmpty)
    }

    @Test func `the book's id is never empty and is a uuid everywhere`() async throws {
        #expect(
            try await findings(
                """
                SELECT table_name::text FROM information_schema.columns
                WHERE table_schema = 'public' AND column_name = 'book_id'
                    AND (is_nullable = 'YES' OR data_type <> 'uuid')
                """
            ).isEmpty)
        #expect(try await findings(Self.tables).contains("log_entries"))
    }
}
