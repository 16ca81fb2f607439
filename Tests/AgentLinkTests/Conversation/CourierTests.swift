import AgentLink
import Bytes
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// Laptops and the office over real HTTP, SQLite and PostgreSQL.
struct CourierTests {
    private func withTwo(
        _ body: (RunningOffice, BookID, CourierLaptop, CourierLaptop) async throws -> Void
    ) async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            try await CourierLaptop.with(running, book) { ann in
                try await CourierLaptop.with(running, book) { ben in
                    await ann.courier.start()
                    await ben.courier.start()
                    try await body(running, book, ann, ben)
                }
            }
        }
    }

    @Test func `what both wrote apart, both have after an exchange`() async throws {
        try await withTwo { _, _, ann, ben in
            let ada = try await ann.name("Ada")
            let bea = try await ben.name("Bea")
            try await ann.courier.synchronize()
            try await ben.courier.synchronize()
            try await ann.courier.synchronize()
            #expect(try await ann.names(of: bea) == [.text("Bea")])
            #expect(try await ben.names(of: ada) == [.text("Ada")])
            #expect(try await ann.unsentCount == 0)
            #expect(await ann.courier.status.state == .upToDate)
        }
    }

    @Test func `changes are carried without anybody asking`() async throws {
        try await withTwo { _, _, ann, ben in
            let ada = try await ann.name("Ada")
            try await eventually { try await ben.names(of: ada) == [.text("Ada")] }
            try await ben.name("Adele", of: ada)
            try await eventually { try await ann.names(of: ada) == [.text("Adele")] }
        }
    }

    @Test func `two names written apart both stay until a person decides`() async throws {
        try await withTwo { _, _, ann, ben in
            let ada = try await ann.name("Ada")
            try await ann.courier.synchronize()
            try await ben.courier.synchronize()
            try await ann.name("Anna", of: ada, isTold: false)
            try await ben.name("Berta", of: ada, isTold: false)
            try await ann.courier.synchronize()
            try await ben.courier.synchronize()
            try await ann.courier.synchronize()
            let both: Set<Value> = [.text("Anna"), .text("Berta")]
            #expect(Set(try await ann.names(of: ada)) == both)
            #expect(Set(try await ben.names(of: ada)) == both)
        }
    }

    @Test func `a server restored from an older database gets its log back`() async throws {
        try await withTwo { running, book, ann, ben in
            let ada = try await ann.name("Ada")
            try await ann.courier.synchronize()
            try await running.office.backUp()
            let bea = try await ann.name("Bea")
            try await ann.courier.synchronize()
            try await ben.courier.synchronize()
            try await running.office.restore()
            let cora = try await ben.name("Cora")
            try await eventually {
                _ = try await running.desk.release(book, at: running.milliseconds)
                return try await ann.names(of: cora) == [.text("Cora")]
            }
            #expect(try await ben.names(of: bea) == [.text("Bea")])
            #expect(try await ben.names(of: ada) == [.text("Ada")])
            let entries: Query = "SELECT count(*) FROM log_entries WHERE book_id = \(book)"
            #expect(try await running.office.number(entries) == 3)
        }
    }

    @Test func `a laptop that stands where the log was dropped takes a snapshot`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            try await CourierLaptop.with(running, book) { ann in
                await ann.courier.start()
                let ada = try await ann.name("Ada")
                try await ann.courier.synchronize()
                try await running.office.pool.withConnection { connection in
                    try connection.execute(
                        """
                        UPDATE book_heads SET durable = position, compacted = position
                        WHERE book_id = \(book)
                        """)
                }
                try await CourierLaptop.with(running, book) { ben in
                    await ben.courier.start()
                    try await ben.courier.synchronize()
                    #expect(try await ben.names(of: ada) == [.text("Ada")])
                }
            }
        }
    }
}
