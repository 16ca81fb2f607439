import AgentStore
import Bytes
import Catalog
import Causality
import Correspondence
import Seeds
import Sync
import Synchronization

/// A store that keeps a copy of a book, whatever it keeps it in: the suite asks no more of it.
protocol ConformingStore: AnyObject {
    /// Does a deed at a time of the wall clock, in milliseconds.
    func perform(_ deed: Deed, at milliseconds: UInt64) async throws -> Said
    /// What it holds.
    func holding(at milliseconds: UInt64) async throws -> Holding
    /// Its program ends and starts again, on what it keeps.
    func reopen() async throws
}

/// What all stores of one book have in common.
struct Company: Sendable {
    /// Changes and entries of one letter.
    static let countMax = 3

    let book: BookID
    let keys = [ReceiptKey(number: 7, bytes: [UInt8](repeating: 7, count: 32))]
    private let sign: @Sendable ([UInt8]) -> [UInt8] = { CopyHash.function([7] + $0).bytes }

    var check: SignatureCheck {
        { [sign] statement, signature, _ in sign(statement) == signature }
    }

    var verifier: ReceiptVerifier { ReceiptVerifier(book: book, keys: keys, check: check) }

    var signer: ReceiptSigner { ReceiptSigner(key: 7, sign: sign) }
}

/// Which laptop a store is of, and the replica ids that it mints: the same in every store of it.
struct LaptopSeat: Sendable {
    let device: DeviceID
    private let generator: @Sendable () -> ReplicaID

    /// Mints replica ids from a seed; the first may be one that a clone of the machine mints too.
    init(number: UInt8, seed: UInt64, cloned: ReplicaID?) {
        device = DeviceID(bytes: [UInt8](repeating: number, count: 16))!
        let state = Mint(seed: seed, cloned: cloned)
        generator = { state.next() }
    }

    func mint() -> ReplicaID { generator() }

    private final class Mint: Sendable {
        private let state: Mutex<(generator: SeededGenerator, cloned: ReplicaID?)>
        init(seed: UInt64, cloned: ReplicaID?) {
            state = Mutex((SeededGenerator(seed: seed), cloned))
        }
        func next() -> ReplicaID {
            state.withLock { state in
                if let cloned = state.cloned {
                    state.cloned = nil
                    return cloned
                }
                return .random(using: &state.generator)
            }
        }
    }
}
