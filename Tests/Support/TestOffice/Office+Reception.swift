package import Crypto
package import Identity
import PostgreSQL
package import Sync

/// The office's reception, with a postbox that can be read.
package struct Desk: Sendable {
    /// Where people are let in.
    package let reception: Reception
    /// What was sent.
    package let postbox: CollectingPostbox
    /// What hashes the passwords.
    package let hasher: PasswordHasher
    /// The keys that secrets lie under.
    package let keeper: SecretKeeper
}

extension Office {
    /// As cheap as the library allows.
    package static let cheapHashing = HashingCost(memoryBytes: 8_192, passes: 1)
    /// A password that nothing objects to.
    package static let password = "correct horse battery"

    /// Opens the reception: another one each time, as another process would.
    package func desk(
        isOpen: Bool = true, cost: HashingCost = Office.cheapHashing, waitingMax: Int = 256,
        keys: String = "test:" + String(repeating: "5a", count: 32),
        limits: RateLimits = RateLimits(), address: String = "https://books.example.com"
    ) async throws -> Desk {
        var policy = ReceptionPolicy(address: address, isRegistrationOpen: isOpen)
        policy.limits = limits
        let hasher = PasswordHasher(cost: cost, waitingMax: waitingMax)
        let keeper = try SecretKeeper { try Keyring(parsing: keys) }
        let postbox = CollectingPostbox()
        let reception = try await Reception.open(
            pool: pool, hasher: hasher, keeper: keeper, postbox: postbox, policy: policy)
        return Desk(reception: reception, postbox: postbox, hasher: hasher, keeper: keeper)
    }
}

extension Desk {
    /// Somebody of a name, whose password is the tests'.
    package func person(_ name: String) async throws -> PersonID {
        guard let email = EmailAddress("\(name)@example.com") else {
            preconditionFailure("\(name) is no name")
        }
        return try await reception.add(
            email, named: name, password: Office.password, at: Office.now)
    }

    /// Somebody of a name with a seat in a book.
    package func member(
        _ name: String, of book: BookID, as role: Role
    ) async throws -> PersonID {
        let person = try await person(name)
        try await reception.seat(person, in: book, as: role, at: Office.now)
        return person
    }

    /// Signs somebody in.
    package func signIn(_ name: String, secondsLater: Int = 0) async throws -> TokenPair {
        try await reception.signIn(
            Credentials(email: "\(name)@example.com", password: Office.password),
            from: "192.0.2.1",
            at: .init(microseconds: Office.now.microseconds + Int64(secondsLater) * 1_000_000))
    }
}
