package import PostgreSQL
package import Sync

/// A person as others see them.
package struct PersonCard: Hashable, Sendable {
    /// Their id.
    package let id: PersonID
    /// Their address.
    package let email: String
    /// What they are called; perhaps nothing.
    package let name: String
    /// The language of letters to them.
    package let language: String
    /// Whether their account was closed.
    package let isDisabled: Bool
    /// Whether a code is asked for when they sign in.
    package let hasSecondFactor: Bool
    /// The book that is meant when they name none.
    package let defaultBook: BookID?
    /// Since when they are here.
    package let since: Timestamp
}

extension PersonCard: RowReadable {
    /// The columns that are read, in their order.
    static let columns = """
        p.person_id, p.email, p.name, p.language, p.is_disabled, \
        p.totp_confirmed_at IS NOT NULL, p.default_book_id, p.created_at
        """

    /// Reads the columns in their order.
    package init(row: borrowing Row) throws(PostgreSQLError) {
        id = try row.read(0)
        email = try row.read(1)
        name = try row.read(2)
        language = try row.read(3)
        isDisabled = try row.read(4)
        hasSecondFactor = try row.read(5)
        defaultBook = try row.read(6)
        since = try row.read(7)
    }
}

/// Somebody who belongs to a book, or was asked to.
package struct Member: Hashable, Sendable {
    /// The person, or the invitation that will become one.
    package let id: PersonID
    /// Their address.
    package let email: String
    /// What they are called; perhaps nothing.
    package let name: String
    /// What they are in the book.
    package let role: Role
    /// How they stand.
    package let status: Status
    /// Since when.
    package let since: Timestamp

    /// How somebody stands to a book.
    package enum Status: String, Hashable, Sendable {
        /// They belong to it.
        case active
        /// Their account was closed.
        case disabled
        /// They were asked to come.
        case invited
    }
}
