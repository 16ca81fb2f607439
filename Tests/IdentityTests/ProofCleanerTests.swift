import Identity
import PostgreSQL
import TestOffice
import Testing

struct ProofCleanerTests {
    /// Of every table whose rows expire: the column that says when, or that the rows are kept for
    /// a person to see.
    private static let expiring: [String: String?] = [
        "challenges": "expires_at", "enrolment_codes": "expires_at",
        "device_tokens": "expires_at", "device_requests": "expires_at",
        "registrations": "expires_at", "one_time_links": "expires_at",
        "browser_sessions": "expires_at", "rate_limits": "busy_until",
        "signing_keys": "retires_at", "sessions": "expires_at", "invitations": "expires_at",
        "kept_answers": "expires_at", "api_keys": nil,
    ]

    @Test func `every table whose rows expire is known here`() async throws {
        try await Office.with { office in
            let found = try await office.texts(
                """
                SELECT DISTINCT table_name::text FROM information_schema.columns
                WHERE table_schema = 'public'
                    AND column_name IN ('expires_at', 'busy_until', 'retires_at')
                """)
            #expect(Set(found.compactMap(\.self)) == Set(Self.expiring.keys))
        }
    }

    @Test func `what expired long ago is removed, and nothing that any clock calls good`()
        async throws
    {
        try await Office.with { office in
            for case (let table, let column?) in Self.expiring {
                for hours in [-2, 0, 2] {
                    try await Self.addRow(to: table, column, hours: hours, office)
                }
                #expect(try await ProofCleaner.clean(office.pool) == 1, "\(table)")
                #expect(try await ProofCleaner.clean(office.pool) == 0)
                #expect(try await office.number("SELECT count(*) FROM \(name: table)") == 2)
            }
        }
    }

    @Test func `a sign-in that was ended goes after a day, with its tokens`() async throws {
        try await Office.with { office in
            for (hours, session) in [(-25, "a"), (-2, "b")] {
                try await office.pool.withConnection { connection in
                    try connection.execute(
                        """
                        INSERT INTO sessions (session_id, person_id, created_at, expires_at,
                            revoked_at, refreshed_at)
                        SELECT md5(\(session))::uuid, gen_random_uuid(), now(),
                            now() + interval '1 day', now() + \(hours) * interval '1 hour', now()
                        """)
                    try connection.execute(
                        """
                        INSERT INTO refresh_tokens (token_hash, session_id, generation)
                        SELECT sha256(convert_to(\(session), 'UTF8')), md5(\(session))::uuid, 1
                        """)
                }
            }
            _ = try await ProofCleaner.clean(office.pool)
            #expect(try await office.number("SELECT count(*) FROM sessions") == 1)
            #expect(try await office.number("SELECT count(*) FROM refresh_tokens") == 1)
        }
    }

    /// Adds a row that expires in so many hours, with whatever its other columns ask for.
    private static func addRow(
        to table: String, _ column: String, hours: Int, _ office: Office
    ) async throws {
        let columns = try await office.pool.withConnection { connection in
            try connection.rows(
                """
                SELECT column_name::text, data_type::text FROM information_schema.columns
                WHERE table_schema = 'public' AND table_name = \(table)
                    AND (is_nullable = 'NO' AND column_default IS NULL OR column_name = \(column))
                ORDER BY ordinal_position
                """
            ) { (row) throws(PostgreSQLError) -> (name: String, type: String) in
                (try row.read(0), try row.read(1))
            }
        }
        let values = columns.map { name, type in
            if name == column { return "now() + interval '\(hours) hours'" }
            return switch (name, type) {
            case ("public_key", _): "sha256(gen_random_uuid()::text::bytea)"
            case ("role", _): "'member'"
            case ("kind", _): "'reset'"
            case ("state", "text") where table == "device_requests": "'pending'"
            case (_, "bytea"): "sha256(gen_random_uuid()::text::bytea)"
            case (_, "uuid"): "gen_random_uuid()"
            case (_, "timestamp with time zone"): "now()"
            case (_, "integer"), (_, "bigint"), (_, "smallint"): "1"
            default: "gen_random_uuid()::text"
            }
        }
        let names = columns.map(\.name).joined(separator: ", ")
        let sql = "INSERT INTO \(table) (\(names)) VALUES (\(values.joined(separator: ", ")))"
        try await office.pool.withConnection { connection in try connection.run(sql) }
    }
}
