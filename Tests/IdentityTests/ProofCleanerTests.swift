import Identity
import PostgreSQL
import TestOffice
import Testing

struct ProofCleanerTests {
    private static let tables = ["challenges", "enrolment_codes", "device_tokens"]

    @Test func `what expired long ago is removed, and nothing that any clock calls good`()
        async throws
    {
        try await Office.with { office in
            for hours in [-2, 0, 2] { try await Self.fill(office, hours: hours) }
            #expect(try await ProofCleaner.clean(office.pool) == 3)
            #expect(try await ProofCleaner.clean(office.pool) == 0)
            for table in Self.tables {
                #expect(try await office.number("SELECT count(*) FROM \(name: table)") == 2)
            }
        }
    }

    /// A row in each of the tables that expires in so many hours.
    private static func fill(_ office: Office, hours: Int) async throws {
        try await office.pool.withConnection { connection in
            try connection.execute(
                """
                INSERT INTO challenges (nonce_hash, book_id, device_id, expires_at)
                SELECT sha256(convert_to(\("\(hours)"), 'UTF8')), gen_random_uuid(),
                    gen_random_uuid(), now() + \(hours) * interval '1 hour'
                """)
            try connection.execute(
                """
                INSERT INTO device_tokens (token_hash, book_id, device_id, expires_at)
                SELECT nonce_hash, book_id, device_id, expires_at FROM challenges
                ON CONFLICT DO NOTHING
                """)
            try connection.execute(
                """
                INSERT INTO enrolment_codes (code_hash, book_id, expires_at)
                SELECT nonce_hash, book_id, expires_at FROM challenges
                ON CONFLICT DO NOTHING
                """)
        }
    }
}
