import AgentLink
import AgentStore
import Catalog
import Crypto
import JSON
import Sync
import TestOffice
import TestPostgreSQL

/// A laptop with its synchronizer, in a directory of the test's own.
struct LinkedLaptop {
    let store: AgentStore
    let synchronizer: Synchronizer
    /// The book's file.
    let path: String

    /// Lends a laptop that has joined a book of an office.
    static func with(
        _ running: RunningOffice, _ book: BookID,
        _ body: (LinkedLaptop) async throws -> Void
    ) async throws {
        try await with { laptop in
            try await laptop.join(book, of: running)
            try await body(laptop)
        }
    }

    /// Lends a laptop that is on its own.
    static func with(_ body: (LinkedLaptop) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/book.sqlite"
            let store = try await AgentStore.open(at: path)
            let laptop = LinkedLaptop(
                store: store,
                synchronizer: Synchronizer(store: store, key: try SigningKey()), path: path)
            let outcome = await Result { () async throws in try await body(laptop) }
            await laptop.synchronizer.stop()
            await store.close()
            try outcome.get()
        }
    }

    /// Joins a book; the lanes do not run, so that the test sets the pace.
    func join(_ book: BookID, of running: RunningOffice) async throws {
        try await synchronizer.enrol(
            at: try ServerAddress(running.address), code: try await running.code(for: book),
            name: "Ann's laptop")
        await synchronizer.stop()
    }

    @discardableResult
    func add(_ name: String, at time: UInt64 = 1_763_700_000_000) async throws -> Record {
        try await store.add(["name": .string(name)], to: Catalog.client, at: time)
    }

    /// The names of all clients.
    func names() async throws -> [String?] {
        try await store.list(Catalog.client, limit: 10_000).map {
            Catalog.client.json(of: $0)["name"]?.string
        }
    }
}
