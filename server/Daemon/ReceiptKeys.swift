import Crypto
import ServerStore
import Sync
import Synchronization

/// The keys that receipts are signed with: they follow from the secret keys, so they live outside
/// of the database and are the same for every process of the server.
final class ReceiptKeys: Sendable {
    private static let purpose = "counterfoil receipts 1"

    private let keeper: SecretKeeper
    private let state: Mutex<(ids: [String], notary: Notary)>

    init(from keeper: SecretKeeper) throws {
        self.keeper = keeper
        state = Mutex((keeper.ids, try Self.notary(keeper)))
    }

    /// Signs with the newest key, and believes what each of them signed.
    var notary: Notary {
        state.withLock { state in
            let ids = keeper.ids
            // What cannot be derived of a new key is not signed with; the older ones go on.
            if ids != state.ids, let notary = try? Self.notary(keeper) { state = (ids, notary) }
            return state.notary
        }
    }

    private static func notary(_ keeper: SecretKeeper) throws -> Notary {
        let keys = try keeper.derived(for: purpose).map { try SigningKey(seed: $0) }
        guard let present = keys.last else { throw CryptoError.notAKey }
        let older = keys.dropLast().map {
            ReceiptKey(number: number(of: $0), bytes: $0.verifyingKey.bytes)
        }
        return Notary(signingWith: present, number: number(of: present), older: older)
    }

    /// A key's number says which one it is, whatever stands beside it.
    private static func number(of key: SigningKey) -> UInt32 {
        SHA256.digest(key.verifyingKey.bytes).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
