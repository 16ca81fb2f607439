import AgentBooks
import AgentLink
import AgentStore
import Catalog
import JSON
import Sync
import TestOffice
import TestPostgreSQL

/// The books of a laptop in a directory of the test's own.
struct Shelf {
    let directory: String
    let books: Bookshelf

    /// Lends the books of a laptop that has never run before.
    static func with(_ body: (Shelf) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let shelf = try await Shelf(in: directory)
            let outcome = await Result { () async throws in try await body(shelf) }
            await shelf.end()
            try outcome.get()
        }
    }

    private init(in directory: String) async throws {
        self.directory = directory
        books = try await Bookshelf.open(
            in: BookPlaces(
                first: directory + "/book.sqlite", firstMarks: directory + "/series.marks",
                folder: directory + "/books", marksFolder: directory + "/marks",
                choice: directory + "/book.chosen"), key: try DeviceKey.loadOrCreate(in: directory))
    }

    /// Ends this life of the agent and begins the next one, which the caller ends.
    func restarted() async throws -> Shelf {
        await end()
        return try await Shelf(in: directory)
    }

    func end() async {
        await books.rest()
        await books.close()
    }

    /// The names of all books.
    func names() async -> [String] {
        var names: [String] = []
        for book in await books.books { names.append(await books.name(of: book)) }
        return names
    }
}

extension OpenBook {
    func add(_ name: String) async throws {
        _ = try await store.add(["name": .string(name)], to: Catalog.client, at: 1_000)
    }

    /// The names of its clients.
    func clients() async throws -> [String?] {
        try await store.list(Catalog.client, limit: 100).map {
            Catalog.client.json(of: $0)["name"]?.string
        }
    }
}
