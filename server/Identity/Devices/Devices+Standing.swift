package import PostgreSQL
import ServerStore

/// What is known of a laptop at this moment.
package struct DeviceStanding: Sendable {
    /// What its signatures are checked with.
    package let publicKey: [UInt8]
    /// What its holder is in the book; nothing where the laptop or its holder is shut out.
    package let role: Role?
}

extension Connection {
    /// What is known of a laptop, in the caller's transaction; `nil` where the book has none such.
    package func standing(of identity: DeviceIdentity) throws(PostgreSQLError) -> DeviceStanding? {
        let query: Query = """
            SELECT d.public_key,
                CASE WHEN d.revoked_at IS NOT NULL OR p.is_disabled THEN NULL
                    WHEN d.person_id IS NULL THEN 'member' ELSE m.role END
            FROM devices AS d
            LEFT JOIN people AS p ON p.person_id = d.person_id
            LEFT JOIN members AS m ON m.book_id = d.book_id AND m.person_id = d.person_id
            WHERE d.book_id = \(identity.book) AND d.device_id = \(identity.device)
            """
        return try first(query) { (row) throws(PostgreSQLError) in
            DeviceStanding(
                publicKey: try row.read(0),
                role: try row.read(1, as: String?.self).flatMap { Role(rawValue: $0) })
        }
    }
}
