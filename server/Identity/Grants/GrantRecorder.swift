import Bytes
package import PostgreSQL
import ServerJobs
import ServerStore
package import Sync

/// Has a book told who belongs to it and which laptops: people and laptops of whom something
/// changed ask for it in the transaction that changed them.
package struct GrantRecorder: BookJob {
    /// The kind.
    package static let kind = "books.record-grants"

    /// The book.
    package let book: BookID

    /// Looks at one book.
    package init(book: BookID) { self.book = book }
}

extension Connection {
    /// Asks for the book to be told, as a part of the caller's transaction.
    func recordGrants(of book: BookID) throws { try enqueue(GrantRecorder(book: book)) }

    /// Asks for every book of a person to be told.
    func recordGrants(ofBooksOf person: PersonID) throws {
        let books: [BookID] = try rows(
            "SELECT book_id FROM members WHERE person_id = \(person) ORDER BY book_id"
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
        try enqueue(try books.map { try NewJob(GrantRecorder(book: $0)) })
    }
}

/// What a book is to be told of one of its laptops or people.
package struct GrantFact: Hashable, Sendable {
    /// What it is about.
    package enum Subject: Hashable, Sendable {
        /// A laptop, and whether it may still come.
        case device(DeviceID, name: String, isRevoked: Bool)
        /// A person, and what they are in the book.
        case person(role: String)
    }

    /// What it is about.
    package let subject: Subject
    /// Whose laptop, or who.
    package let person: PersonID?
    /// What the person is called.
    package let personName: String?
}

extension Connection {
    /// What a book is to be told of its laptops and people, each once.
    package func grantFacts(of book: BookID) throws(PostgreSQLError) -> [GrantFact] {
        let people: [GrantFact] = try rows(
            """
            SELECT m.role, p.person_id, coalesce(nullif(p.name, ''), p.email)
            FROM members AS m JOIN people AS p ON p.person_id = m.person_id
            WHERE m.book_id = \(book) ORDER BY p.person_id
            """
        ) { (row) throws(PostgreSQLError) in
            GrantFact(
                subject: .person(role: try row.read(0)), person: try row.read(1),
                personName: try row.read(2))
        }
        let devices: [GrantFact] = try rows(
            """
            SELECT d.device_id, d.name, d.revoked_at IS NOT NULL, d.person_id,
                coalesce(nullif(p.name, ''), p.email)
            FROM devices AS d LEFT JOIN people AS p ON p.person_id = d.person_id
            WHERE d.book_id = \(book) ORDER BY d.device_id
            """
        ) { (row) throws(PostgreSQLError) in
            GrantFact(
                subject: .device(
                    try row.read(0), name: try row.read(1), isRevoked: try row.read(2)),
                person: try row.read(3), personName: try row.read(4))
        }
        return people + devices
    }
}
