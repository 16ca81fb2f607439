import Bytes
import Catalog
import Causality
import ServerStore
import Sync
import TestOffice
import Testing

/// A page holds no more than its readers take.
struct PageTests {
    @Test func `a page has no more receipts than its reader takes`() async throws {
        try await Office.with { office in
            let book = try await LimitedBook(office) { $0.pageReceipts = 2 }
            try await book.push((1...5).map { [LimitedBook.write(.text("name \($0)"), to: 1)] })
            var (point, counts) = (LogPoint.start, [Int]())
            repeat {
                let page = try await book.page(after: point)
                #expect(page.items.count == page.receipts.count)
                #expect(page.receipts.last?.end == page.end)
                counts.append(page.items.count)
                point = page.end
                if page.end == page.head { break }
            } while counts.count < 9
            #expect(counts == [2, 2, 1])
        }
    }

    @Test func `the graves that its entries open count among the bytes of a page`() async throws {
        try await Office.with { office in
            let book = try await LimitedBook(office) { $0.pageBytes = 2_000 }
            let name = LimitedBook.write(.text(String(repeating: "n", count: 1_500)), to: 1)
            let deletion = LimitedBook.write(Life.deleted.value, to: Life.register)
            let touches = (1...3).map { [LimitedBook.write(.text("\($0)"), to: 2)] }
            try await book.push([[name, deletion]] + touches)
            let first = try await book.page(after: .start)
            let second = try await book.page(after: first.end)
            #expect(first.items.count == 1 && second.items.count == 1)
            #expect(second.items.first?.graves.first?.key == LimitedBook.client)
        }
    }
}

/// A book whose office keeps certain limits, and one laptop.
private struct LimitedBook {
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

    /// Sends changes one by one, so that each has a receipt of its own.
    func push(_ writes: [[Write]]) async throws {
        var link = ContentHash.zero
        for (index, writes) in writes.enumerated() {
            let change = Change(
                dot: Dot(replica: Self.replica, counter: UInt64(index) + 1), device: Self.device,
                claimed: Stamp(milliseconds: 1), schemaVersion: 1, writes: writes)
            let run = Push.Run(link: link, leavesGap: false, changes: [SentChange(change)])
            _ = try await desk.answer(Push(points: [.start], runs: [run]), from: caller, at: 1)
            let payloadHash = LogHash.function(change.payload)
            link = Chain.link(
                change.dot, payloadHash: payloadHash, after: link, using: LogHash.function)
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
