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
    ])

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

    private static func id(_ number: UInt8) -> RecordID {
        RecordID(bytes: [UInt8](repeating: number, count: 16))!
    }
}
