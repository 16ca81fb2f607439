import AgentStore
import Bytes
import Catalog
import Causality
import Correspondence
import Sync

/// A laptop's copy of a book in memory alone, as the simulator keeps it.
final class MemoryLaptop: ConformingStore {
    private(set) var laptop: Correspondent
    private let seat: LaptopSeat
    private var replica: ReplicaID?

    init(_ seat: LaptopSeat, of company: Company) {
        self.seat = seat
        laptop = Correspondent(
            BookCopy(
                device: seat.device, schema: Catalog.schema, verifier: company.verifier,
                hash: CopyHash.function), book: company.book)
    }

    func perform(_ deed: Deed, at milliseconds: UInt64) async throws -> Said {
        switch deed {
        case .happened(let event): return handle(event, at: milliseconds)
        case .wrote(let key, let edit): return .saved(save(edit, to: key, at: milliseconds))
        default: return .nothing
        }
    }

    private func handle(_ event: Session.Laptop.Event, at milliseconds: UInt64) -> Said {
        var minted: ReplicaID?
        let world = Correspondent.World(
            milliseconds: milliseconds, countMax: Company.countMax
        ) { [seat] in
            let replica = seat.mint()
            minted = replica
            return replica
        }
        let sent = laptop.handle(event, in: world)
        replica = minted ?? replica
        return .sent(sent.map { Said.Letter(letter: $0.letter, ticket: $0.ticket) })
    }

    private func save(_ edit: Edit, to key: RecordKey, at milliseconds: UInt64) -> Change? {
        let writes = edit.writes(over: laptop.copy.open(key))
        guard !writes.isEmpty else { return nil }
        let present = replica.flatMap { laptop.copy.isTaken($0) ? nil : $0 } ?? seat.mint()
        replica = present
        return laptop.copy.save(writes, as: present, milliseconds: milliseconds)
    }

    func holding(at milliseconds: UInt64) async throws -> Holding {
        let copy = laptop.copy
        return Holding(
            point: copy.cursor, digest: copy.digest.hash,
            lines: copy.keys.sorted().map { copy[$0] }.lines,
            log: copy.vouched.map(\.point), refused: copy.handedBack.map(\.dot))
    }

    func reopen() async throws {
        laptop.restart()
        replica = nil
    }
}

/// The office's log of a book in memory alone.
final class MemoryOffice: ConformingStore {
    private(set) var log: BookLog
    private var backup: BookLog
    private let objecting: Objecting

    init(of company: Company) {
        let objecting = Objecting()
        self.objecting = objecting
        log = BookLog(
            judge: Judge(schema: Catalog.schema) { _, _ in objecting.objection },
            verifier: company.verifier, signer: company.signer, hash: CopyHash.function)
        backup = log
    }

    func perform(_ deed: Deed, at milliseconds: UInt64) async throws -> Said {
        switch deed {
        case .asked(let envelope, let isObjected):
            objecting.set(isObjected)
            return .replied(
                log.answer(envelope, countMax: Company.countMax, milliseconds: milliseconds))
        case .released: log.release()
        case .declaredDurable(let position, let isDropped):
            log.declareDurable(
                position ?? log.head.position, ageMillisecondsMin: 0, milliseconds: milliseconds)
            if isDropped { log.compact(through: log.durable) }
            return .durable(log.durable)
        case .backedUp: backup = log
        case .restored: log = backup
        case .happened, .wrote: break
        }
        return .nothing
    }

    func holding(at milliseconds: UInt64) async throws -> Holding {
        let tail = log.tail
        let first = tail.start.position
        return Holding(
            point: log.head, digest: log.digest.hash,
            lines: log.state.records.values.sorted { $0.key < $1.key }.lines,
            log: tail.hashes.enumerated().map { place, hash in
                LogPoint(position: first + UInt64(place) + 1, hash: hash)
            })
    }

    func reopen() async throws {}
}

extension [Record] {
    /// What an export tells of them.
    fileprivate var lines: [String] {
        filter { !$0.registers.isEmpty }.map(\.exportLine).joined().exportLines
    }
}

extension String {
    /// The lines of an export.
    var exportLines: [String] { split(separator: "\n").map { String($0) } }
}
