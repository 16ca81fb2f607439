import AgentLink
import AgentStore
import Bytes
import PostgreSQL
import SQLite
import ServerStore
import Sync
import TestOffice
import Testing

/// What a laptop reports to whoever operates the server.
struct AlarmTests {
    private func alarms(_ running: RunningOffice, _ book: BookID) async throws -> [RaisedAlarm] {
        try await running.office.store.alarms(of: book)
    }

    @Test func `a laptop that differs from the server says so, and the doctor mends it`()
        async throws
    {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            try await LinkedLaptop.with(running, book) { ann in
                try await ann.add("Ada")
                _ = try await ann.synchronizer.synchronize()
                try ann.run("UPDATE copy SET digest = randomblob(32), step = step + 1")
                for _ in 0..<2 {
                    await #expect(throws: LinkError.self) {
                        _ = try await ann.synchronizer.synchronize()
                    }
                }
                let alarm = try #require(try await alarms(running, book).first)
                #expect(alarm.kind == .parityLost && alarm.device == ann.store.device)
                #expect(alarm.subject.hasPrefix("position 1,"))
                let findings = try await ann.synchronizer.examine()
                #expect(findings == .init(wasSound: false, mended: 0, isEqual: true))
                _ = try await ann.synchronizer.synchronize()
            }
        }
    }

    @Test func `what was put aside is reported once`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            try await LinkedLaptop.with(running, book) { ann in
                try await ann.add("Ada")
                try ann.run(
                    """
                    INSERT INTO quarantined_changes (payload_hash, payload)
                    SELECT zeroblob(32), payload FROM own_changes
                    """)
                try await ann.synchronizer.start()
                try await eventually { try await alarms(running, book).count == 1 }
                let alarm = try #require(try await alarms(running, book).first)
                #expect(alarm.kind == .quarantined && alarm.subject.hasSuffix("/1"))
            }
        }
    }
}

extension LinkedLaptop {
    /// Changes the file behind the back of whoever has it open.
    func run(_ sql: String) throws { try Connection.open(at: path).execute(sql) }
}
