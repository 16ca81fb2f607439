import AgentLink
import AgentStore
import Bytes
package import Crypto
package import Machine
import Sync

/// The books of one laptop, all of them open, each in its own file with its own line to its server.
///
/// Invariants:
/// 1. There is a first book from the first start on, and it is of this device.
/// 2. All books are of one device and show one key.
/// 3. A book that cannot be opened keeps no other one shut, but for the first.
package actor Bookshelf {
    /// No laptop holds more: each book has its threads, its files and its line.
    package static let countMax = 64

    /// The first book.
    package nonisolated let first: OpenBook
    let places: BookPlaces
    /// The laptop's key.
    package nonisolated let key: SigningKey
    let clock: SystemClock
    private(set) var others: [OpenBook] = []
    /// Those whose files cannot be opened.
    package private(set) var shut: [ShutBook] = []
    /// What the books are called here.
    var names: [String: String] = [:]
    /// The file of the book that is meant where none is named.
    var chosen: String?
    /// A book that is fetched, until somebody has confirmed it.
    var arriving: OpenBook?
    /// Names that are about to be given.
    var promised: Set<String> = []

    /// Opens every book of a laptop; makes the first one at the first start.
    package static func open(
        in places: BookPlaces, key: SigningKey, clock: SystemClock = SystemClock()
    ) async throws -> Bookshelf {
        let first = try await Self.book(
            BookPlaces.first, in: places, of: nil, key: key, clock: clock)
        let shelf = Bookshelf(first: first, places: places, key: key, clock: clock)
        try await shelf.openAll()
        return shelf
    }

    private init(first: OpenBook, places: BookPlaces, key: SigningKey, clock: SystemClock) {
        self.first = first
        self.places = places
        self.key = key
        self.clock = clock
        chosen = places.chosen()
    }

    /// The books that are open, in the order in which they came.
    package var books: [OpenBook] { [first] + others }

    /// Lets every book speak to its server.
    package func start() async throws {
        for book in books { try await book.synchronizer.start() }
    }

    /// Lets no book speak to its server any more.
    package func rest() async {
        for book in books + [arriving].compactMap(\.self) { await book.synchronizer.stop() }
    }

    /// Closes every file.
    package func close() async {
        for book in books + [arriving].compactMap(\.self) { await book.store.close() }
    }
}

/// How files become books.
extension Bookshelf {
    private func openAll() async throws {
        try places.create()
        names[first.file] = try await first.store.name()
        for file in try places.others() {
            guard books.count < Self.countMax else {
                throw BookshelfError.full(countMax: Self.countMax)
            }
            do {
                let book = try await open(file)
                let name = try await book.store.name()
                if name.isEmpty, try await book.store.isUntouched() {
                    // An agent ended while it was made: nobody has found it.
                    try await discard(book)
                    continue
                }
                names[file] = name
                others.append(book)
            } catch {
                // The other books are none the worse for it.
                shut.append(ShutBook(file: file, why: "\(error)"))
            }
        }
    }

    func open(_ file: String) async throws -> OpenBook {
        try await Self.book(
            file, in: places, of: first, key: key, clock: clock)
    }

    private static func book(
        _ file: String, in places: BookPlaces, of first: OpenBook?, key: SigningKey,
        clock: SystemClock
    ) async throws -> OpenBook {
        let path = places.path(of: file)
        let store = try await AgentStore.open(
            at: path, for: first?.store.device, marks: places.marks(of: file), clock: clock)
        return OpenBook(
            file: file, store: store,
            synchronizer: Synchronizer(store: store, key: key, clock: clock),
            billing: Billing(store))
    }

    /// Puts a book that was just made beside the others.
    func add(_ book: OpenBook, called name: String) throws(BookshelfError) {
        guard books.count < Self.countMax else { throw .full(countMax: Self.countMax) }
        others.append(book)
        names[book.file] = name
    }
}
