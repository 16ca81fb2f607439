package import PostgreSQL
package import Sync

extension Devices {
    /// The laptops of a book, in the order of their ids; those of one person if one is named.
    package func list(
        of book: BookID, ownedBy person: PersonID? = nil, after last: DeviceID? = nil,
        countMax: Int
    ) async throws -> [DeviceCard] {
        let query: Query = """
            SELECT device_id, name, person_id, enrolled_at, last_seen_at, revoked_at FROM devices
            WHERE book_id = \(book) AND (\(orNull: person) IS NULL OR person_id = \(orNull: person))
                AND (\(orNull: last) IS NULL OR device_id > \(orNull: last))
            ORDER BY device_id LIMIT \(countMax)
            """
        return try await pool.withConnection { connection in
            try connection.rows(query) { (row) throws(PostgreSQLError) in
                try DeviceCard(row: row)
            }
        }
    }

    /// The addresses of those whose laptops belong to a book.
    package func owners(in book: BookID) async throws -> [PersonID: String] {
        let found: [(PersonID, String)] = try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT DISTINCT p.person_id, p.email FROM devices AS d
                JOIN people AS p ON p.person_id = d.person_id WHERE d.book_id = \(book)
                """
            ) { (row) throws(PostgreSQLError) in (try row.read(0), try row.read(1)) }
        }
        return Dictionary(found) { first, _ in first }
    }

    /// One laptop of a book.
    package func device(_ device: DeviceID, of book: BookID) async throws -> DeviceCard {
        let query: Query = """
            SELECT device_id, name, person_id, enrolled_at, last_seen_at, revoked_at FROM devices
            WHERE book_id = \(book) AND device_id = \(device)
            """
        let found = try await pool.withConnection { connection in
            try connection.first(query) { (row) throws(PostgreSQLError) in
                try DeviceCard(row: row)
            }
        }
        guard let found else { throw IdentityError.notFound(.device) }
        return found
    }

    /// Calls a laptop otherwise; false when it is not called any more what the caller has seen.
    @discardableResult
    package func rename(
        _ device: DeviceID, of book: BookID, to name: String, from seen: String? = nil
    ) async throws -> Bool {
        guard Self.isName(name) else { throw IdentityError.nameRefused }
        return try await pool.transaction { connection in
            let count = try connection.execute(
                """
                UPDATE devices SET name = \(name)
                WHERE book_id = \(book) AND device_id = \(device)
                    AND (\(orNull: seen) IS NULL OR name = \(orNull: seen))
                """)
            guard count == 1 || seen != nil else { throw IdentityError.notFound(.device) }
            try connection.recordGrants(of: book)
            return count == 1
        }
    }

    /// Refuses a laptop from now on, on every server; what it wrote stays. False when it is not
    /// called any more what the caller has seen.
    @discardableResult
    package func revoke(
        _ device: DeviceID, of book: BookID, from seen: String? = nil, at time: Timestamp
    ) async throws -> Bool {
        try await pool.transaction { connection in
            let count = try connection.execute(
                """
                UPDATE devices SET revoked_at = coalesce(revoked_at, \(time))
                WHERE book_id = \(book) AND device_id = \(device)
                    AND (\(orNull: seen) IS NULL OR name = \(orNull: seen))
                """)
            guard count == 1 || seen != nil else { throw IdentityError.notFound(.device) }
            guard count == 1 else { return false }
            try connection.recordGrants(of: book)
            try connection.execute(
                """
                DELETE FROM device_tokens WHERE book_id = \(book) AND device_id = \(device)
                """)
            return true
        }
    }
}

extension DeviceCard {
    fileprivate init(row: borrowing Row) throws(PostgreSQLError) {
        id = try row.read(0)
        name = try row.read(1)
        person = try row.read(2)
        since = try row.read(3)
        lastSeen = try row.read(4)
        revoked = try row.read(5)
    }
}
