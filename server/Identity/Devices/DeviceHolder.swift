package import PostgreSQL
package import Sync

/// Who stands behind a laptop's token.
package struct DeviceHolder: Hashable, Sendable {
    /// The laptop.
    package let identity: DeviceIdentity
    /// What its signatures are checked with.
    package let publicKey: [UInt8]
    /// Whose it is; nobody's when it joined by a code of whoever runs the server.
    package let person: PersonID?
    /// What its holder is in the book now.
    package let role: Role
}

/// A laptop as its book's members see it.
package struct DeviceCard: Hashable, Sendable {
    /// Its id.
    package let id: DeviceID
    /// What it is called.
    package let name: String
    /// Whose it is.
    package let person: PersonID?
    /// Since when it belongs to the book.
    package let since: Timestamp
    /// When it last signed in.
    package let lastSeen: Timestamp?
    /// Since when it is refused.
    package let revoked: Timestamp?
}
