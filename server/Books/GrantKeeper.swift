import Bytes
import Catalog
import Identity
import PostgreSQL
package import ServerStore
package import Sync

/// Keeps a book's grants in step with who belongs to it: whatever is not told by the last grant of
/// a person or of a laptop is told by a new one.
///
/// A grant tells who may do what, and not why. So somebody whose role came back after a restore,
/// and who has no seat in the database as it was restored, is told not to belong to the book:
/// nobody removed them, but the server refuses them until they are invited again, and a book that
/// still named them would let its readers believe otherwise. It costs them nothing that they have.
/// Should a newer backup be restored after all, they are refused there as well, which is safe.
///
/// A grant's id follows from whom it is about, from how many there were before it, and from what
/// it says, so that recording it again after a restore makes the same record.
package struct GrantKeeper: Sendable {
    private let office: BookOffice

    /// Writes by the office.
    package init(office: BookOffice) { self.office = office }

    /// Records what is missing; tells how many grants that were.
    @discardableResult
    package func record(in book: BookID, at milliseconds: UInt64) async throws -> Int {
        let change = try await office.write(to: book, at: milliseconds) { open, _, connection in
            let told = try connection.toldGrants(of: book, opening: open)
            var writes: [Write] = []
            for grant in try Self.grants(of: book, by: connection) where told.lacks(grant) {
                writes += Catalog.grant.creation(
                    of: told.id(of: grant), values: grant.values, owner: nil)
            }
            for person in told.people.subtracting(try connection.members(of: book)).sorted() {
                let grant = Grant(gone: person, named: told.name(of: person))
                guard told.lacks(grant) else { continue }
                writes += Catalog.grant.creation(
                    of: told.id(of: grant), values: grant.values, owner: nil)
            }
            return writes
        }
        return Set(change?.records ?? []).count
    }

    private static func grants(
        of book: BookID, by connection: isolated Connection
    ) throws(PostgreSQLError) -> [Grant] {
        [Grant.server] + (try connection.grantFacts(of: book)).map(Grant.init)
    }
}

extension Connection {
    /// What a book's grants tell.
    func toldGrants(
        of book: BookID, opening open: (RecordKey) throws -> Record
    ) throws -> ToldGrants {
        let ids: [RecordID] = try rows(
            "SELECT id FROM grants WHERE book_id = \(book) ORDER BY id"
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
        var told = ToldGrants()
        for id in ids {
            told.add(try open(RecordKey(collection: Catalog.grant.number, id: id)))
        }
        return told
    }

    fileprivate func members(of book: BookID) throws(PostgreSQLError) -> Set<PersonID> {
        let people: [PersonID] = try rows(
            "SELECT person_id FROM members WHERE book_id = \(book)"
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
        return Set(people)
    }
}
