/// What a person is in a book.
package enum Role: String, Hashable, Sendable, CaseIterable {
    /// Does everything, and decides who else does.
    case owner
    /// Does everything but decide about owners.
    case admin
    /// Writes.
    case member
    /// Reads.
    case accountant

    /// Whether the role goes so far.
    package func permits(_ permission: Permission) -> Bool {
        switch self {
        case .owner: true
        case .admin: permission != .own
        case .member: permission == .read || permission == .write
        case .accountant: permission == .read
        }
    }

    /// What is needed to give or to take this role.
    package var permissionToGrant: Permission { self == .owner ? .own : .manage }

    /// The lesser of two roles.
    func capped(by other: Role) -> Role { rank < other.rank ? self : other }

    private var rank: Int {
        switch self {
        case .owner: 3
        case .admin: 2
        case .member: 1
        case .accountant: 0
        }
    }
}

/// What a request wants to do with a book.
package enum Permission: Hashable, Sendable {
    /// Look at it.
    case read
    /// Change what is in it.
    case write
    /// Decide about its members, laptops and keys.
    case manage
    /// Decide about its owners.
    case own

    var verb: String {
        switch self {
        case .read: "read it"
        case .write: "write in it"
        case .manage: "manage it"
        case .own: "decide about its owners"
        }
    }
}
