import AgentBooks
import AgentLink
import AgentStore
import Bytes
import Identity
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

struct AttachingTests {
    /// A laptop with a book in which something happened, and a code by which it is brought.
    private func withChoir(
        _ body: (RunningOffice, Shelf, OpenBook, AgentLink.ServerAddress) async throws -> Void
    ) async throws {
        try await RunningOffice.with { running in
            try await Shelf.with { shelf in
                let choir = try await shelf.books.create(called: "Choir")
                for name in ["Ada", "Ben", "Cleo"] { try await choir.add(name) }
                try await body(running, shelf, choir, try AgentLink.ServerAddress(running.address))
            }
        }
    }

    private func code(for book: BookID, at running: RunningOffice) async throws -> String {
        try await running.office.devices
            .invite(bringing: book, called: "Choir", by: nil, at: Office.now).text
    }

    @Test func `a book goes up under its own id, with all that happened in it`() async throws {
        try await withChoir { running, shelf, choir, server in
            let id = choir.id
            try await shelf.books.attach(
                choir, to: server, code: try await code(for: id, at: running), as: "Ann's laptop")
            #expect(choir.id == id)
            #expect(try await !choir.store.isAttaching())
            #expect(try await choir.store.unsentCount() == 0)
            #expect(
                try await running.office.texts("SELECT name FROM clients ORDER BY name")
                    == ["Ada", "Ben", "Cleo"])
            #expect(try await running.office.store.books().map(\.book) == [id])
            let status = try await running.office.store.status(of: id, at: running.milliseconds)
            #expect(status.attaching == nil && status.head.position == 3)
        }
    }

    @Test func `others join a book that has come, and see what was in it`() async throws {
        try await withChoir { running, shelf, choir, server in
            try await shelf.books.attach(
                choir, to: server, code: try await code(for: choir.id, at: running), as: "Ann's")
            try await Shelf.with { other in
                let joined = try await other.books.book(nil)
                try await joined.synchronizer.enrol(
                    at: server, code: try await running.code(for: choir.id), name: "Ben's")
                _ = try await joined.synchronizer.synchronize()
                #expect(try await joined.clients() == ["Ada", "Ben", "Cleo"])
                try await joined.add("Dora")
                #expect(try await joined.synchronizer.synchronize().sent == 1)
            }
        }
    }

    @Test func `while the server is away nothing is lost, and the book comes up later`()
        async throws
    {
        try await withChoir { running, shelf, choir, server in
            let code = try await code(for: choir.id, at: running)
            await #expect(throws: LinkError.self) {
                try await shelf.books.attach(
                    choir, to: try AgentLink.ServerAddress("http://127.0.0.1:1"), code: code,
                    as: "Ann's")
            }
            #expect(try await choir.store.enrolment() == nil)
            try await shelf.books.attach(choir, to: server, code: code, as: "Ann's")
            #expect(try await choir.store.unsentCount() == 0)
        }
    }

    @Test func `a book that began to go up goes on after the next start`() async throws {
        try await withChoir { running, shelf, choir, server in
            let request = try await code(for: choir.id, at: running)
            // The laptop enrolled, and its agent ended before anything was sent.
            let line = ServerLine(device: choir.store.device, key: shelf.books.key)
            #expect(try await line.enrol(at: server, code: request, name: "Ann's") == choir.id)
            try await choir.store.attach(to: server.text)
            let next = try await shelf.restarted()
            try await next.books.start()
            let again = try await next.books.book("Choir")
            try await eventually { try await !again.store.isAttaching() }
            let status = try await running.office.store.status(
                of: again.id, at: running.milliseconds)
            #expect(status.attaching == nil && status.head.position == 3)
            await next.end()
        }
    }

    @Test func `a book that the server has is not brought a second time`() async throws {
        try await withChoir { running, shelf, choir, server in
            let (one, other) = (
                try await code(for: choir.id, at: running),
                try await code(for: choir.id, at: running)
            )
            try await shelf.books.attach(choir, to: server, code: one, as: "Ann's")
            await #expect(throws: AgentStoreError.alreadyEnrolled(server: server.text)) {
                try await shelf.books.attach(choir, to: server, code: other, as: "Ann's")
            }
            await #expect(throws: IdentityError.bookExists) {
                try await code(for: choir.id, at: running)
            }
            let line = ServerLine(device: choir.store.device, key: shelf.books.key)
            await #expect(throws: LinkError.self) {
                try await line.enrol(at: server, code: other, name: "Ann's")
            }
        }
    }

    @Test func `without a server or a code nobody brings anything`() async throws {
        try await Shelf.with { shelf in
            let choir = try await shelf.books.create(called: "Choir")
            await #expect(throws: BookshelfError.signedInNowhere) {
                try await shelf.books.attach(choir, to: nil, code: nil, as: "Ann's")
            }
            await #expect(throws: BookshelfError.serverNeeded) {
                try await shelf.books.attach(choir, to: nil, code: "K7QD", as: "Ann's")
            }
        }
    }
}
