import Synchronization

/// Seals and opens what lies in the database, and reads the keys again when one is new to it:
/// another process may have added one.
package final class SecretKeeper: Sendable {
    private let keyring: Mutex<Keyring>
    private let reload: @Sendable () throws -> Keyring

    /// Begins with the keys at hand.
    package init(_ keyring: Keyring, reload: @escaping @Sendable () throws -> Keyring) {
        self.keyring = Mutex(keyring)
        self.reload = reload
    }

    /// Begins with the keys that there are.
    package convenience init(load: @escaping @Sendable () throws -> Keyring) throws {
        self.init(try load(), reload: load)
    }

    /// The id of the key that seals.
    package var currentID: String { present.currentID }

    /// The ids of all keys, the one that seals last.
    package var ids: [String] { present.ids }

    /// What follows from each key for one purpose, the one that seals last.
    package func derived(for purpose: String) throws -> [[UInt8]] {
        try present.derived(for: purpose)
    }
    /// Of each key its id and its mark; in their order.
    package var marks: [(id: String, mark: [UInt8])] { present.marks }

    private var present: Keyring { keyring.withLock { $0 } }

    /// What is stored of a secret.
    package func seal(_ secret: [UInt8], for purpose: String, of owner: [UInt8]) throws -> [UInt8] {
        try present.seal(secret, for: purpose, of: owner).bytes
    }

    /// The secret that was stored.
    package func open(_ bytes: [UInt8], for purpose: String, of owner: [UInt8]) throws -> [UInt8] {
        let sealed = try SealedSecret(bytes: bytes)
        if !present.ids.contains(sealed.keyID) { try refresh() }
        return try present.open(sealed, for: purpose, of: owner)
    }

    /// Whether a key is among ours, or was added since the keys were last read.
    package func knows(_ id: String) throws -> Bool {
        if !present.ids.contains(id) { try refresh() }
        return present.ids.contains(id)
    }

    /// Reads the keys again.
    package func refresh() throws {
        let fresh = try reload()
        keyring.withLock { $0 = fresh }
    }
}
