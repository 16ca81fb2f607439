import Bytes
import Causality
import Sync

/// The small trade that the people of a run are in: clients, drafts with lines, documents, money.
enum Trade {
    static let client: UInt32 = 1
    static let draft: UInt32 = 2
    static let line: UInt32 = 3
    static let document: UInt32 = 4
    static let payment: UInt32 = 5
    static let allocation: UInt32 = 6
    static let refund: UInt32 = 7
    static let reversal: UInt32 = 8
    static let release: UInt32 = 9
    static let device: UInt32 = 10

    /// The register of a line that holds its draft's id.
    static let draftOfLine: UInt32 = 1
    /// Old programs know neither this, where the later one stands and nobody is asked, nor the
    /// newest.
    static let note: UInt32 = 3
    static let newest: UInt32 = 5
    static let address: UInt32 = 6
    static let tags: UInt32 = 7
    static let prose: UInt32 = 8

    /// The members of an address; old programs do not know the last one.
    static let members: Set<UInt32> = [1, 2, 3]
    static let oldMembers: Set<UInt32> = [1, 2]

    static let schema = Schema(version: 2, collections: collections(isOld: false))
    static let oldSchema = Schema(version: 1, collections: collections(isOld: true))

    /// What a program of a release knows.
    static func schema(isOld: Bool) -> Schema { isOld ? oldSchema : schema }

    /// A schema by which ordinary records go along with what has happened.
    static let carelessSchema = Schema(
        version: 2, collections: collections(isOld: false, ordinary: .companion))

    private static func collections(
        isOld: Bool, ordinary: Deed = .none
    ) -> [UInt32: Schema.Collection] {
        var fields: [UInt32: Schema.Register] = [
            1: .init(), 2: .init(), address: .init(), tags: .init(.union, touches: false),
            prose: .init(.text),
        ]
        if !isOld {
            fields[note] = .init(.latest, touches: false)
            fields[newest] = .init()
        }
        let statement: [UInt32: Schema.Register] = [1: .init(.appendOnly, touches: false)]
        func stated(_ deed: Deed) -> Schema.Collection {
            .init(isDeletable: false, deed: deed, registers: statement)
        }
        return [
            client: .init(deed: ordinary, registers: fields),
            draft: .init(isDraft: true, registers: fields),
            line: .init(
                owner: .init(register: draftOfLine, collection: draft),
                registers: [1: .init(), 2: .init()]),
            document: stated(.deed), payment: stated(.deed), refund: stated(.deed),
            allocation: stated(.companion), reversal: stated(.companion),
            release: stated(.companion),
            device: .init(isDeletable: false, registers: [1: .init()]),
        ]
    }

    /// Collections whose records are ways of saying something about money, once.
    static let statements: Set<UInt32> = [
        document, payment, allocation, refund, reversal, release,
    ]

    static let subjects: [RecordKey] =
        (1...3).map { key(client, $0) } + (1...2).map { key(draft, $0) }
        + (1...3).map { key(line, $0) }

    static let book: BookID = id(1)
    static let officeDevice: DeviceID = id(2)

    static func key(_ collection: UInt32, _ number: UInt8) -> RecordKey {
        RecordKey(collection: collection, id: id(number, of: UInt8(collection)))
    }

    /// The record that says what a device may do.
    static func key(of device: DeviceID) -> RecordKey {
        guard let id = RecordID(bytes: device.bytes) else {
            preconditionFailure("16 bytes are an id.")
        }
        return RecordKey(collection: Self.device, id: id)
    }

    private static func id<Subject>(_ number: UInt8, of kind: UInt8 = 0) -> Identifier<Subject> {
        var bytes = [UInt8](repeating: 0, count: 16)
        bytes[0] = kind
        bytes[15] = number
        guard let id = Identifier<Subject>(bytes: bytes) else {
            preconditionFailure("16 bytes are an id.")
        }
        return id
    }
}
