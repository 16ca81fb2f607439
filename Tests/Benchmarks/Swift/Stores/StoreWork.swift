import AgentStore
import Bytes
import Causality
import Clientele
import Crypto
import ServerStore
import Sync

/// What a laptop did in a year without a network, as the stores of both houses take it: clients
/// that were added, and one edit of each.
struct StoreWork: Sendable {
    static let batchSize = 500

    let device: DeviceID
    let book: BookID
    let notary: Notary
    /// The changes, in the order in which they were made.
    let changes: [Change]

    init(clientsCount: Int, seed: UInt64 = 1) throws {
        var clientele = Clientele(count: 10, seed: seed)
        let made = clientele.arrivals(clientsCount).changes
        device = clientele.devices[0]
        book = BookID(bytes: try SecureRandom.bytes(16)) ?? BookID(words: (high: 1, low: 1))
        notary = Notary(signingWith: try SigningKey(), number: 1)
        let replica = ReplicaID(bytes: try SecureRandom.bytes(16)) ?? made[0].dot.replica
        let device = device
        let edits = made.enumerated().map { place, change in
            Change(
                dot: Dot(replica: replica, counter: UInt64(place + 1)), device: device,
                claimed: change.claimed, schemaVersion: change.schemaVersion,
                writes: Self.edit(of: change, number: place))
        }
        changes = made + edits
    }

    private static func edit(of change: Change, number: Int) -> [Write] {
        let record = change.records[0]
        return [(2, Value.text("Renamed \(number)")), (Life.register, Life.alive.value)].map {
            register, value in
            Write(
                address: RegisterAddress(record: record, register: register), value: value,
                replaces: [change.dot])
        }
    }

    /// The pushes that bring them, so many changes each.
    var pushes: [Push] { Self.pushes(of: changes) }

    /// The push that brings the first so many edits.
    func edits(_ count: Int) -> Push {
        Self.pushes(of: Array(changes.dropFirst(changes.count / 2).prefix(count)))[0]
    }

    private static func pushes(of changes: [Change]) -> [Push] {
        var (chains, pushes) = ([ReplicaID: Chain](), [Push]())
        for start in stride(from: 0, to: changes.count, by: batchSize) {
            var runs: [(link: ContentHash, changes: [SentChange])] = []
            for change in changes[start...].prefix(batchSize) {
                let replica = change.dot.replica
                var chain = chains[replica] ?? Chain(of: replica)
                if runs.last?.changes.last?.dot.replica != replica { runs.append((chain.head, [])) }
                runs[runs.count - 1].changes.append(SentChange(change))
                chain.append(
                    change.dot, payloadHash: LogHash.function(change.payload),
                    using: LogHash.function)
                chains[replica] = chain
            }
            pushes.append(
                Push(
                    points: [],
                    runs: runs.map {
                        Push.Run(link: $0.link, leavesGap: false, changes: $0.changes)
                    }))
        }
        return pushes
    }

    /// The book after all of them, and the pages that tell it.
    func pages(schema: Sync.Schema) -> (log: BookLog, pages: [Page]) {
        var log = BookLog(
            judge: Judge(schema: schema) { _, _ in nil }, verifier: verifier,
            signer: notary.signer, hash: LogHash.function)
        for push in pushes { _ = log.take(push, from: device, milliseconds: 1_800_000_000_000) }
        let pages = stride(from: 0, to: changes.count, by: 2 * Self.batchSize).map {
            log.page(after: UInt64($0), countMax: 2 * Self.batchSize)
        }
        return (log, pages)
    }

    /// Believes what the notary signed.
    var verifier: ReceiptVerifier {
        ReceiptVerifier(book: book, keys: notary.keys, check: notary.check)
    }
}
