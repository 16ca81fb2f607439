package import PostgreSQL
import ServerStore
package import Sync

/// A book as one of its members sees it.
package struct BookCard: Hashable, Sendable {
    /// Its id.
    package let id: BookID
    /// What it is called.
    package let name: String
    /// What the member is there.
    package let role: Role
    /// Since when there is the book.
    package let since: Timestamp
}

extension Reception {
    /// The books that a person belongs to, in the order of their ids.
    package func books(
        of person: PersonID, after last: BookID? = nil, countMax: Int
    ) async throws -> [BookCard] {
        let query: Query = """
            SELECT b.book_id, b.name, m.role, b.created_at FROM members AS m
            JOIN books AS b ON b.book_id = m.book_id
            WHERE m.person_id = \(person)
                AND (\(orNull: last) IS NULL OR b.book_id > \(orNull: last))
            ORDER BY b.book_id LIMIT \(countMax)
            """
        return try await pool.withConnection { connection in
            try connection.rows(query) { (row) throws(PostgreSQLError) in
                BookCard(
                    id: try row.read(0), name: try row.read(1),
                    role: Role(rawValue: try row.read(2)) ?? .accountant, since: try row.read(3))
            }
        }
    }

    /// The book of a seat.
    package func book(of seat: Seat) async throws -> BookCard {
        let found: BookCard? = try await pool.withConnection { connection in
            try connection.first(
                "SELECT name, created_at FROM books WHERE book_id = \(seat.book)"
            ) { (row) throws(PostgreSQLError) in
                BookCard(
                    id: seat.book, name: try row.read(0), role: seat.role, since: try row.read(1))
            }
        }
        guard let found else { throw IdentityError.notFound(.book) }
        return found
    }

    /// Makes a book that a person owns.
    package func makeBook(
        named name: String, ownedBy person: PersonID, at time: Timestamp
    ) async throws -> BookID {
        if let objection = BookName.objection(to: name) {
            throw IdentityError.fields(["name": objection])
        }
        let book = try ServerStore.mintBook(at: time)
        try await pool.transaction { connection in
            try connection.createBook(book, named: name, at: time)
            try connection.seat(person, in: book, as: .owner, at: time)
        }
        return book
    }

    /// Calls a book otherwise; false when it is not called any more what the caller has seen.
    @discardableResult
    package func rename(
        _ book: BookID, to name: String, from seen: String? = nil
    ) async throws -> Bool {
        if let objection = BookName.objection(to: name) {
            throw IdentityError.fields(["name": objection])
        }
        return try await pool.transaction { connection in
            let count = try connection.execute(
                """
                UPDATE books SET name = \(name)
                WHERE book_id = \(book) AND (\(orNull: seen) IS NULL OR name = \(orNull: seen))
                """)
            guard count == 1 || seen != nil else { throw IdentityError.notFound(.book) }
            return count == 1
        }
    }
}
