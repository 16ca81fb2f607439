package import PostgreSQL
import Sync

/// A person with what they are and when they were last here, for whoever runs the server.
package struct PersonOverview: Sendable {
    /// Who it is.
    package let card: PersonCard
    /// What they are in which book, by its name.
    package let seats: [(book: String, role: Role)]
    /// When they or their laptops last showed who they are, as far as that is still known.
    package let lastSeen: Timestamp?
}

extension Reception {
    /// Everybody, with what they are and when they were last here.
    package func overview() async throws -> [PersonOverview] {
        let people = try await people()
        let (seats, visits) = try await pool.withConnection { connection in
            (try connection.allSeats(), try connection.lastVisits())
        }
        return people.map { card in
            PersonOverview(
                card: card, seats: seats[card.id, default: []].map { ($0.book, $0.role) },
                lastSeen: visits[card.id])
        }
    }
}

private struct NamedSeat: Sendable {
    let person: PersonID
    let book: String
    let role: Role
}

extension Connection {
    fileprivate func allSeats() throws(PostgreSQLError) -> [PersonID: [NamedSeat]] {
        let seats: [NamedSeat] = try rows(
            """
            SELECT m.person_id, b.name, m.role FROM members AS m
            JOIN books AS b ON b.book_id = m.book_id ORDER BY b.name, m.book_id
            """
        ) { (row) throws(PostgreSQLError) in
            NamedSeat(
                person: try row.read(0), book: try row.read(1),
                role: Role(rawValue: try row.read(2)) ?? .accountant)
        }
        return Dictionary(grouping: seats, by: \.person)
    }

    fileprivate func lastVisits() throws(PostgreSQLError) -> [PersonID: Timestamp] {
        let visits: [(PersonID, Timestamp)] = try rows(
            """
            SELECT person_id, max(seen_at) FROM (
                SELECT person_id, refreshed_at AS seen_at FROM sessions
                UNION ALL
                SELECT person_id, last_seen_at FROM devices
                WHERE person_id IS NOT NULL AND last_seen_at IS NOT NULL
            ) AS seen GROUP BY person_id
            """
        ) { (row) throws(PostgreSQLError) in (try row.read(0), try row.read(1)) }
        return Dictionary(visits) { first, _ in first }
    }
}
