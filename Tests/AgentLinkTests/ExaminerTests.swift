import AgentLink
import AgentStore
import Bytes
import Catalog
import Machine
import SQLite
import Sync
import TestOffice
import Testing

/// A laptop's file that was harmed is found and mended, record by record.
struct ExaminerTests {
    @Test(arguments: [3, 300])
    func `what a failing disk has harmed is fetched again, and one's own work stays`(
        count: Int
    ) async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            try await LinkedLaptop.with(running, book) { laptop in
                for number in 0..<count { try await laptop.add("Client \(number)") }
                _ = try await laptop.synchronizer.synchronize()
                #expect(
                    try await examine(laptop) == .init(wasSound: true, mended: 0, isEqual: true))
                let before = try await laptop.exported()
                try laptop.harm()
                try await laptop.add("Unsent")
                let findings = try await examine(laptop)
                #expect(!findings.wasSound && findings.isEqual)
                #expect((1...64).contains(findings.mended))
                #expect(try await laptop.store.unsentCount() == 0)
                #expect(try await laptop.names().count == count + 1)
                #expect(before.isSubset(of: try await laptop.exported()))
            }
        }
    }

    private func examine(_ laptop: LinkedLaptop) async throws -> BookExaminer.Findings {
        try await laptop.synchronizer.examine()
    }
}

extension LinkedLaptop {
    /// Lets one row hold what no record is, and another one what a third record is.
    func harm() throws {
        let connection = try Connection.open(at: path)
        try connection.execute(
            """
            UPDATE record_states SET seen = x'ff00'
            WHERE id = (SELECT min(id) FROM record_states)
            """)
        try connection.execute(
            """
            UPDATE record_states
            SET seen = (SELECT seen FROM record_states ORDER BY id LIMIT 1 OFFSET 1)
            WHERE id = (SELECT max(id) FROM record_states)
            """)
    }

    /// The lines of the whole book.
    func exported() async throws -> Set<Substring> {
        let lines = try await store.export().bytes(from: 0, countMax: 1 << 20)
        return Set(String(decoding: lines, as: UTF8.self).split(separator: "\n"))
    }
}
