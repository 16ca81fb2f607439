import Bytes
import Causality
import Sync
import Wire

extension MalformedVectors {
    static func body(
        _ name: String, _ kind: MessageKind, _ make: (inout ByteWriter) -> Void
    ) -> Vector {
        var writer = ByteWriter()
        writer.byte(0)
        make(&writer)
        return Vector(
            name, .frame, kind: kind.rawValue, Frame(kind: kind, body: writer.bytes).encoded)
    }

    static let bodies = [
        body("body-empty", .noted) { _ in },
        body("body-trailing", .noted) { $0.raw([0, 0]) },
        body("roll-unknown", .noted) { $0.raw([5]) },
        body("roll-other-mark", .noted) { $0.raw([1] + [UInt8](repeating: 7, count: 8)) },
        body("standing-unknown", .offered) { $0.raw([0, 6]) },
        body("flag-two", .comparison) {
            $0.raw([0, 0] + Array(repeating: 0, count: 32) + [1, 2])
        },
        body("points-many", .pull) { $0.raw([0, 65]) },
        body("dots-taken-fall", .offered) { writer in
            writer.raw([0, 1, 2])
            for _ in 0..<2 { writer.raw([0] + Vector.roll[0].bytes + [1]) }
        },
        body("vector-exception-touches", .welcome) { writer in
            writer.raw([0, 1, 0, 0] + Array(repeating: 0, count: 32) + [0])
            writer.raw([0, 1] + Vector.roll[0].bytes + [9, 1, 0, 2, 2, 0, 3, 0])
        },
        body("record-not-canonical", .records) { writer in
            writer.raw([0, 0] + Array(repeating: 0, count: 32) + [1, 1])
            writer.identifier(Samples.key.id)
            writer.block([1, 2, 0, 0])
        },
    ]

    /// A push of one run of so many changes, with the columns as given.
    private static func push(_ name: String, count: UInt8 = 1, _ columns: [Int: [UInt8]]) -> Vector
    {
        body(name, .push) { writer in
            writer.raw([0, 0, 1] + Array(repeating: 0, count: 32) + [0, count])
            for column in 0..<21 { writer.count(columns[column]?.count ?? 0) }
            for column in 0..<21 { writer.raw(columns[column] ?? []) }
        }
    }

    private static let replica = Vector.roll[0].bytes
    private static let device = Vector.device.bytes
    private static let record = Samples.key.id.bytes
    /// One compact change without writes; what is appended goes on in the forms.
    private static func forms(writes: UInt8) -> [UInt8] { [1, 0, 0, 0, 0, 0, 2, writes] }

    static let batches = [
        push("batch-form", [0: [2, 0, 0], 3: [0], 17: replica]),
        push("batch-replica-skipped", [0: [1, 1]]),
        push("batch-changes-missing", count: 2, [0: [0, 0, 0], 3: [0], 18: [0], 17: replica]),
        push(
            "batch-verbatim-payload",
            [
                0: [0, 0, 0], 3: [0], 17: replica,
                18: {
                    var w = ByteWriter(); w.block(Samples.client.payload); return w.bytes
                }(),
            ]),
        push(
            "batch-left-over",
            [
                0: [1, 0, 0, 0, 0, 0, 2, 0, 0], 1: [0], 2: [0, 0], 3: [0],
                17: replica + device + [0],
            ]),
        push(
            "batch-no-record",
            [
                0: forms(writes: 1), 1: [0], 2: [0, 0], 3: [0], 4: [0, 1, 2, 0], 5: [0],
                17: replica + device,
            ]),
        push(
            "batch-field-twice",
            [
                0: forms(writes: 2), 1: [0], 2: [0, 0], 3: [0], 4: [0, 1, 2, 0, 1, 1, 2, 0],
                5: [1, 0], 6: [0], 10: [0], 13: [0, 0], 17: replica + device + record,
            ]),
        push(
            "batch-dots-spelled",
            [
                0: forms(writes: 1), 1: [0], 2: [0, 0], 3: [0], 4: [0, 1, 2, 0], 5: [1], 6: [0],
                10: [1], 13: [0], 17: replica + device + Vector.device.bytes.reversed(),
            ]),
        push(
            "batch-id-as-bytes",
            [
                0: forms(writes: 1), 1: [0], 2: [0, 0], 3: [0], 4: [0, 1, 2, 0], 5: [1], 6: [0],
                13: [5], 14: [16], 16: record,
                17: replica + device + Vector.device.bytes.reversed(),
            ]),
        push(
            "batch-minted-in-full",
            [
                0: forms(writes: 1), 1: [0], 2: [0, 0], 3: [0], 4: [0, 1, 2, 0], 5: [1], 6: [0],
                17: replica + device + record,
            ]),
        push("batch-column-cut", [0: forms(writes: 0), 1: [0], 2: [0]]),
    ]
}
