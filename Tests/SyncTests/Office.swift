import Bytes
import Causality
import Sync

/// A small catalog of the tests: clients, drafts, and lines that drafts own.
enum Office {
    static let schema = Schema(collections: [
        1: .init(registers: [
            1: .init(), 2: .init(), 3: .init(.latest, touches: false),
            7: .init(.union, touches: false),
        ]),
        2: .init(registers: [1: .init()]),
        3: .init(
            owner: .init(register: 1, collection: 2), registers: [1: .init(), 2: .init()]),
        4: .init(isDeletable: false, deed: .deed, registers: [1: .init(.appendOnly)]),
    ])

    /// The value that the office refuses wherever it stands.
    static let disliked = Value.integer(13)

    static let payment = RecordKey(collection: 4, id: id(40))

    static var ledger: BookLog {
        let judge = Judge(schema: schema) { change, _ in
            change.writes.first { $0.value == disliked }.map {
                Objection(.rule, rule: "no-thirteen", field: $0.address)
            }
        }
        return BookLog(
            judge: judge, verifier: verifier, signer: signer(1), hash: toyHash)
    }

    static let book = BookID(bytes: [UInt8](repeating: 4, count: 16))!

    /// Believes what the keys 1 and 2 have signed.
    static let verifier = ReceiptVerifier(
        book: book, keys: [1, 2].map { ReceiptKey(number: UInt32($0), bytes: [UInt8($0)]) }
    ) { statement, signature, publicKey in
        toyHash(publicKey + statement).bytes == signature
    }

    static func signer(_ key: UInt8) -> ReceiptSigner {
        ReceiptSigner(key: UInt32(key)) { toyHash([key] + $0).bytes }
    }

    static func device(_ number: UInt8) -> DeviceID {
        DeviceID(bytes: [UInt8](repeating: number, count: 16))!
    }

    static func copy(_ number: UInt8) -> BookCopy {
        BookCopy(
            device: device(number), schema: schema, verifier: verifier, hash: toyHash)
    }

    static func refusal(in answer: Answer) -> Objection? {
        guard case .judged(let judgement) = answer, case .refused(let reason) = judgement.ruling
        else { return nil }
        return reason
    }

    static let lineKey = RecordKey(collection: 3, id: id(30))

    static func draft(_ number: UInt8) -> RecordKey { RecordKey(collection: 2, id: id(number)) }

    static func line(in draft: RecordKey) -> [Write] {
        [
            Write(
                address: RegisterAddress(record: lineKey, register: 1),
                value: .bytes(draft.id.bytes), replaces: []),
            Write(
                address: RegisterAddress(record: lineKey, register: Life.register),
                value: Life.alive.value, replaces: []),
        ]
    }

    static func id(_ number: UInt8) -> RecordID {
        RecordID(bytes: [UInt8](repeating: number, count: 16))!
    }
}

extension BookCopy {
    /// Takes a snapshot of a whole book, with the log from where backups end.
    @discardableResult
    mutating func takeSnapshot(
        of ledger: BookLog, as replica: ReplicaID = Writer(99).replica, milliseconds: UInt64
    ) -> ReplicaID? {
        var assembly = SnapshotAssembly(ledger.snapshotHead())
        _ = assembly.take(ledger.snapshotChunk(after: nil, countMax: .max))
        let page = ledger.page(after: assembly.point.position, countMax: .max)
        guard assembly.follow(page, provedBy: verifier, using: hash),
            let snapshot = assembly.finished(using: hash)
        else { return nil }
        return replaceBase(with: snapshot, as: replica, milliseconds: milliseconds)
    }
}

extension BookLog {
    /// How a device stands that asks for what follows.
    mutating func greet(
        _ device: DeviceID, naming points: [LogPoint], milliseconds: UInt64
    ) -> Standing {
        receive(.pull, from: device, naming: points, milliseconds: milliseconds)
    }
}
