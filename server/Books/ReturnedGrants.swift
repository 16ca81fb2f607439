import Bytes
import Catalog
import Causality
import Identity
import PostgreSQL
package import ServerStore
import Sync

extension BookOffice {
    /// Lets the grants that come back after a restore count for who is let in, in the transaction
    /// in which they come: from its end on nobody is let in who was shut out before.
    ///
    /// Only what the server wrote counts: whoever may write to a book can write records that look
    /// like grants.
    package static let applyingGrants: ReturnCall = { book, changes, open, connection in
        let facts = changes.flatMap { returned in
            returned.facts(of: Catalog.grant).map { ($0, returned.accepted) }
        }
        guard !facts.isEmpty else { return }
        let told = try connection.toldGrants(of: book, opening: open)
        try connection.apply(
            facts.compactMap { ReturnedGrant($0, accepted: $1, among: told) }, in: book)
    }
}

extension ReturnedChange {
    /// What it alone says of the records of a collection, whatever others wrote to them.
    fileprivate func facts(of collection: RecordCollection) -> [Facts] {
        change.records.filter { $0.collection == collection.number }.compactMap {
            var record = Record(key: $0)
            record.apply(change, stamp: accepted, accepted: accepted)
            return Facts(record)
        }
    }
}

extension ReturnedGrant {
    /// Reads what the server wrote; nothing where that is of a later version, or of what stands in
    /// no table. A name counts only where the book tells no later one.
    fileprivate init?(_ facts: Facts, accepted: Stamp, among told: ToldGrants) {
        let isRevocation = facts.text("kind") == "revocation"
        let role = facts.text("role").flatMap(Role.init(rawValue:))
        let subject: Subject
        if let device: DeviceID = facts.id("device") {
            let isLatest = told.isLatest(accepted, of: device.bytes)
            subject = .device(
                device, name: isLatest ? facts.text("deviceName") : nil, isRevoked: isRevocation)
        } else if let person: PersonID = facts.id("person"), isRevocation || role != nil {
            subject = .person(person, role: isRevocation ? nil : role)
        } else {
            return nil
        }
        self.init(
            subject: subject,
            accepted: Timestamp(microseconds: Int64(accepted.milliseconds) * 1_000))
    }
}
