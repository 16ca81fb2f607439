import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// What nobody gives back after a restore is listed, until somebody does.
struct LostEntryTests {
    private static let now = Office.milliseconds

    @Test func `entries that nobody brings are listed by their positions until one brings them`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try Talker(1, of: book, at: office)
            var bob = try Talker(2, of: book, at: office)
            try await office.backUp()
            for name in ["Ada", "Ben"] { try await ann.write(name) }
            try await bob.write("Cem")
            try await office.restore()
            #expect(try await office.store.lost(of: book).isEmpty)
            try await bob.offer(at: Self.now + 10)
            _ = try await office.log.release(book, isOwnersWish: true, at: Self.now + 20)
            let lost = LostEntries(recoveringSince: Self.now + 10, positions: 1...2)
            #expect(try await office.store.lost(of: book).entries == [lost])
            #expect(try await office.store.status(of: book, at: Self.now).lost.entries == [lost])
            try await ann.offer(at: Self.now + 30)
            _ = try await office.log.release(book, isOwnersWish: true, at: Self.now + 40)
            #expect(try await office.store.lost(of: book).isEmpty)
            #expect(try await office.changes(of: book).count == 3)
        }
    }

    @Test func `a server that gets everything back lists nothing`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try Talker(1, of: book, at: office)
            try await office.backUp()
            for name in ["Ada", "Ben", "Cem"] { try await ann.write(name) }
            try await office.restore()
            try await office.log.write(to: book, at: Self.now, named("fork"))
            try await ann.offer(at: Self.now + 10)
            _ = try await office.log.release(book, isOwnersWish: true, at: Self.now + 20)
            #expect(try await office.store.lost(of: book).isEmpty)
            #expect(try await office.changes(of: book).count == 4)
        }
    }

    @Test func `changes between others that nobody holds are listed by whose they are`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try TestDevice()
            for counter in [1, 5] as [UInt64] {
                let sent = SentChange(ann.change(counter))
                let run = Push.Run(link: .zero, leavesGap: counter > 1, changes: [sent])
                try await office.send(
                    .push(Push(points: [.start], runs: [run])), from: ann, into: book)
            }
            let lost = try await office.store.lost(of: book).changes
            #expect(lost.map(\.counters) == [2...4] && lost.first?.device == ann.id)
        }
    }
}

/// A laptop whose copy is in memory and which says what it is told to.
private struct Talker {
    private var copy: BookCopy
    private let office: Office
    private let caller: BookOffice.Caller
    private let replica: ReplicaID
    private var count: UInt8 = 0

    init(_ number: UInt8, of book: BookID, at office: Office) throws {
        self.office = office
        let notary = try office.notary
        let device = DeviceID(bytes: [UInt8](repeating: number, count: 16))!
        replica = ReplicaID(bytes: [UInt8](repeating: number + 100, count: 16))!
        caller = BookOffice.Caller(book: book, device: device) { _ in .init(isRevoked: false) }
        copy = BookCopy(
            device: device, schema: Catalog.schema,
            verifier: ReceiptVerifier(book: book, keys: notary.keys, check: notary.check),
            hash: LogHash.function)
    }

    /// Writes a client and sends it.
    mutating func write(_ name: String) async throws {
        count += 1
        let key = RecordKey.client(count + copy.device.bytes[0] * 10)
        let writes = copy.open(key).creation([RegisterKey(2): .text(name)])
        _ = copy.save(writes, as: replica, milliseconds: Office.milliseconds)
        try await copy.send(to: office, as: caller)
    }

    /// Brings all that it holds.
    mutating func offer(at milliseconds: UInt64) async throws {
        _ = try await office.log.answer(copy.offer(), from: caller, at: milliseconds)
    }
}
