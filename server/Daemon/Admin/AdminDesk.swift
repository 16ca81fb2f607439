import Bytes
import CommandLine
import Configuration
import Crypto
import Identity
import Machine
import PostgreSQL
import ServerBooks
import ServerStore
import Sync

/// What every command of `admin` works with: the database, brought up to date.
struct AdminDesk: Sendable {
    /// The option that names a book.
    static let bookOption = Option.value("book", "ID", "The book, when there are several")

    let setup: Setup

    /// Lends the database.
    func withPool<Value: Sendable>(
        _ invocation: Invocation, _ body: (Pool) async throws -> Value
    ) async throws -> Value {
        try await setup.withPool(invocation, body)
    }

    /// Lends the reception, whose links lead to where the running servers are reached. Without the
    /// secret keys of the database nothing is sealed.
    func withReception<Value: Sendable>(
        _ invocation: Invocation, _ body: (Reception, Pool) async throws -> Value
    ) async throws -> Value {
        let configuration = try setup.configuration(invocation)
        return try await withPool(invocation) { pool in
            let keeper = try SecretKeys(configuration, setup: setup).keeper()
            try await KeyMarks(pool: pool, keeper: keeper, columns: SecretKeys.sealedColumns)
                .check()
            let isNamed = PublicAddress(configuration).origin == .named
            let noted = isNamed ? nil : try await ServerAddress(pool: pool).noted()
            let parts = try await IdentityParts.open(
                pool: pool, configuration: configuration, keeper: keeper, setup: setup,
                address: noted)
            return try await body(parts.reception, pool)
        }
    }

    /// Lends the books' office, which signs what it writes.
    func withOffice<Value: Sendable>(
        _ invocation: Invocation, _ body: (BookOffice, Pool) async throws -> Value
    ) async throws -> Value {
        let configuration = try setup.configuration(invocation)
        return try await withPool(invocation) { pool in
            let keys = try ReceiptKeys(
                from: try SecretKeys(configuration, setup: setup).keeper())
            let office = BookOffice(
                pool: pool, notary: keys.notary, textsCameApart: BookOffice.callingTextJoiner,
                approvalsAreOwed: BookOffice.callingApprovalAsker,
                ownChangesCameBack: BookOffice.applyingGrants)
            return try await body(office, pool)
        }
    }

    /// The person of an address.
    func person(_ text: String, at reception: Reception) async throws -> PersonCard {
        guard let email = EmailAddress(text) else {
            throw CommandFailure(.validation, "'\(text)' is no e-mail address.")
        }
        return try await reception.person(of: email)
    }

    /// The book that is named, or the only one.
    func choose(_ reference: String?, in store: ServerStore) async throws -> BookID {
        let books = try await store.books()
        if let reference {
            guard
                let book = books.first(where: { $0.book.text == reference || $0.name == reference })
            else {
                throw CommandFailure(
                    .notFound,
                    "There is no book \(reference); 'counterfoil-server admin book list' shows "
                        + "which there are.")
            }
            return book.book
        }
        guard let book = books.first else {
            throw CommandFailure(
                .notFound, "There is no book yet: counterfoil-server admin book create NAME")
        }
        guard books.count == 1 else {
            throw CommandFailure(
                .validation, "There are \(books.count) books; name one with --book ID.")
        }
        return book.book
    }
}

extension Timestamp {
    /// The machine's present time.
    static var now: Timestamp { Timestamp(microseconds: SystemClock().unixMicroseconds()) }
}
