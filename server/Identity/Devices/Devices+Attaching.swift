import Bytes
package import PostgreSQL
import ServerStore
package import Sync

/// A laptop's own book goes up to a server that has never seen it, under its own id.
///
/// The book is made in the transaction in which its laptop enrols: whatever else wants to write to
/// it, the server's own grants too, waits until all of it has come.
extension Devices {
    /// Makes a one-time code by which a laptop brings a book of its own; the book will be the
    /// person's who asked for it, or nobody's when whoever runs the server did.
    ///
    /// Where the laptop has enrolled already and did not hear of it, the code lets it in again:
    /// its owner's on that laptop, and that of whoever runs the server while the book comes up.
    package func invite(
        bringing book: BookID, called name: String, by person: PersonID?,
        on device: DeviceID? = nil, isOperators: Bool = false, at time: Timestamp
    ) async throws -> EnrolmentCode {
        if let objection = BookName.objection(to: name) {
            throw IdentityError.fields(["name": objection])
        }
        let code = try EnrolmentCode()
        let expiry = time.advanced(bySeconds: Self.codeLifetimeSeconds)
        try await pool.transaction { connection in
            let isHere = try connection.isBook(book)
            if isHere {
                let isLetIn =
                    isOperators
                    ? try connection.comesUp(book)
                    : try connection.holds(book, device, of: person)
                guard isLetIn else { throw IdentityError.bookExists }
            }
            try connection.execute("DELETE FROM enrolment_codes WHERE expires_at <= \(time)")
            try connection.execute(
                """
                INSERT INTO enrolment_codes
                    (code_hash, book_id, person_id, expires_at, attached_name)
                VALUES (\(code.digest), \(book), \(orNull: person), \(expiry),
                    \(orNull: isHere ? nil : name))
                """)
        }
        return code
    }
}

extension Connection {
    /// Makes the book that a laptop brings, and lets nobody else write until all of it has come.
    func attach(
        _ book: BookID, called name: String, from device: DeviceID, ownedBy person: PersonID?,
        at time: Timestamp
    ) throws {
        guard try !isBook(book) else { throw IdentityError.bookExists }
        try createBook(book, named: name, comingFrom: device, at: time)
        if let person { try seat(person, in: book, as: .owner, at: time) }
    }

    fileprivate func isBook(_ book: BookID) throws(PostgreSQLError) -> Bool {
        try value("SELECT EXISTS (SELECT FROM books WHERE book_id = \(book))")
    }

    /// Whether not all of a book has come from its laptop yet.
    fileprivate func comesUp(_ book: BookID) throws(PostgreSQLError) -> Bool {
        try value(
            """
            SELECT EXISTS (SELECT FROM book_heads
                WHERE book_id = \(book) AND attaching IS NOT NULL)
            """)
    }

    /// Whether a person's laptop belongs to a book.
    fileprivate func holds(
        _ book: BookID, _ device: DeviceID?, of person: PersonID?
    ) throws(PostgreSQLError) -> Bool {
        guard let device, let person else { return false }
        return try value(
            """
            SELECT EXISTS (SELECT FROM devices
                WHERE book_id = \(book) AND device_id = \(device) AND person_id = \(person)
                    AND revoked_at IS NULL)
            """)
    }
}
