import Crypto
import Identity
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// Whether a server has the secret keys of its database.
struct KeyMarksTests {
    private static let old = line("old", "5a")
    private static let next = line("next", "b7")

    private static func line(_ id: String, _ byte: String) -> String {
        "\(id):" + String(repeating: byte, count: 32)
    }

    private func trouble(_ office: Office, _ lines: String...) async throws -> KeyTrouble? {
        let keeper = try SecretKeeper { try Keyring(parsing: lines.joined(separator: "\n")) }
        return try await KeyMarks(
            pool: office.pool, keeper: keeper, columns: [.signingKey, .totp]
        ).trouble()
    }

    @Test func `the first keys are those of the database, and others are refused`() async throws {
        try await Office.with { (office) async throws in
            #expect(try await trouble(office, Self.old) == nil)
            #expect(try await trouble(office, Self.old) == nil)
            #expect(try await trouble(office, Self.line("old", "5b")) == .other(id: "old"))
            #expect(try await trouble(office, Self.next) == .stranger(known: ["old"]))
            #expect(try await office.number("SELECT count(*) FROM secret_keys") == 1)
        }
    }

    @Test func `of servers that bring the first keys at once all but one are strangers`()
        async throws
    {
        try await Office.with { (office) async throws in
            let troubles = try await withThrowingTaskGroup(of: KeyTrouble?.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        try await trouble(office, Self.line("k\(number)", "\(number)\(number)"))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(troubles.filter { $0 == nil }.count == 1)
        }
    }

    @Test func `a server that was not given the newest key is told which`() async throws {
        try await Office.with { (office) async throws in
            #expect(try await trouble(office, Self.old) == nil)
            #expect(try await trouble(office, Self.old, Self.next) == nil)
            #expect(try await trouble(office, Self.old) == .missing(id: "next"))
            #expect(try await trouble(office, Self.next) == nil)
        }
    }

    @Test func `an old key may be taken out once nothing needs it`() async throws {
        try await Office.with { (office) async throws in
            let keys = Self.old + "\n" + Self.next
            let desk = try await office.desk(keys: Self.old)
            _ = try await desk.person("ann")
            _ = try await desk.signIn("ann")
            #expect(try await trouble(office, Self.old, Self.next) == nil)
            #expect(try await trouble(office, Self.next) == .missing(id: "old"))
            let both = try SecretKeeper { try Keyring(parsing: keys) }
            let rotation = SecretRotation(pool: office.pool, keeper: both, columns: [.signingKey])
            #expect(try await rotation.run().count == 1)
            #expect(try await trouble(office, Self.next) == nil)
            #expect(try await trouble(office, Self.old) == .stranger(known: ["next"]))
        }
    }

    @Test func `one secret that cannot be opened is told, and the others are sealed again`()
        async throws
    {
        try await Office.with { (office) async throws in
            let desk = try await office.desk(keys: Self.old)
            for number in 0..<120 {
                let person = try await desk.person("p\(number)")
                _ = try await desk.reception.prepareSecondFactor(
                    of: person, password: Office.password, at: Office.now)
            }
            let broken = try await desk.reception.people()[7].id
            try await office.pool.withConnection { connection in
                try connection.execute(
                    """
                    UPDATE people SET totp_sealed = set_byte(totp_sealed, 40,
                        get_byte(totp_sealed, 40) # 1) WHERE person_id = \(broken)
                    """)
            }
            let keys = Self.old + "\n" + Self.next
            let keeper = try SecretKeeper { try Keyring(parsing: keys) }
            let rotation = SecretRotation(pool: office.pool, keeper: keeper, columns: [.totp])
            let report = try await rotation.run()
            #expect(report.count == 119)
            #expect(report.unreadable.count == 1)
            #expect(report.unreadable.first?.hasPrefix("people.totp_sealed: ") == true)
            #expect(try await rotation.remaining() == 1)
        }
    }
}
