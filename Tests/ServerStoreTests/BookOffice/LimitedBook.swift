import Bytes
import Catalog
import Causality
import ServerStore
import Sync
import TestOffice

/// A book whose office keeps certain limits, and one laptop.
struct LimitedBook {
    private static let device = DeviceID(bytes: [UInt8](repeating: 1, count: 16))!
    private static let replica = ReplicaID(bytes: [UInt8](repeating: 2, count: 16))!
    static let client = RecordKey(
        collection: Catalog.client.number, id: RecordID(bytes: [UInt8](repeating: 3, count: 16))!)

    private let desk: BookOffice
    private let caller: BookOffice.Caller

    init(_ office: Office, _ change: (inout BookOffice.Limits) -> Void) async throws {
        let sign: @Sendable ([UInt8]) -> [UInt8] = { LogHash.function([7] + $0).bytes }
        let check: SignatureCheck = { statement, signature, _ in sign(statement) == signature }
        var limits = BookOffice.Limits()
        change(&limits)
        desk = BookOffice(
            pool: office.pool,
            notary: Notary(
                signer: ReceiptSigner(key: 7, sign: sign),
                keys: [ReceiptKey(number: 7, bytes: [7])], check: check), limits: limits)
        caller = BookOffice.Caller(book: try await office.book(), device: Self.device) { _ in
            BookOffice.Permit(isRevoked: false)
        }
    }

    /// Changes of the laptop, from its first on.
    static func changes(_ writes: [[Write]]) -> [Change] {
        writes.enumerated().map { index, writes in
            Change(
                dot: Dot(replica: replica, counter: UInt64(index) + 1), device: device,
                claimed: Stamp(milliseconds: 1), schemaVersion: 1, writes: writes)
        }
    }

    /// Sends changes at once that come after others; the answer is what became of them.
    func push(
        _ changes: some Sequence<Change>, after earlier: some Sequence<Change>
    ) async throws -> [Verdicts.Verdict] {
        let link = earlier.reduce(ContentHash.zero) { link, change in
            Chain.link(
                change.dot, payloadHash: LogHash.function(change.payload), after: link,
                using: LogHash.function)
        }
        let run = Push.Run(
            link: link, leavesGap: false, changes: changes.map { SentChange($0) })
        let reply = try await desk.answer(
            Push(points: [.start], runs: [run]), from: caller, at: 1)
        guard case .verdicts(let verdicts) = reply else { throw Unexpected() }
        return verdicts.verdicts
    }

    /// Sends changes one by one, so that each has a receipt of its own.
    func pushEach(_ writes: [[Write]]) async throws {
        let changes = Self.changes(writes)
        for place in changes.indices {
            _ = try await push([changes[place]], after: changes[..<place])
        }
    }

    func page(after point: LogPoint) async throws -> Page {
        let reply = try await desk.answer(
            Pull(points: [point], waitSeconds: 0), from: caller, at: 1)
        guard case .page(let page) = reply else { throw Unexpected() }
        return page
    }

    private struct Unexpected: Error {}

    static func write(_ value: Value, to register: UInt32) -> Write {
        Write(
            address: RegisterAddress(record: client, register: register), value: value,
            replaces: [])
    }
}
