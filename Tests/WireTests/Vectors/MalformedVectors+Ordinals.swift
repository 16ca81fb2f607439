import Bytes
import Sync
import Wire

/// Counters and positions of 2⁶³ or more, which neither a successor nor a signed column could hold.
extension MalformedVectors {
    private static let replica = Vector.roll[0].bytes
    private static let hash = [UInt8](repeating: 0, count: 32)

    private static func varint(_ value: UInt64) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(value)
        return writer.bytes
    }

    /// The least number that is too large.
    private static let wide = varint(1 << 63)
    /// A difference of 2⁶³ − 1: from 1 it leads to the least number that is too large.
    private static let leap: [UInt8] = {
        var writer = ByteWriter()
        writer.signed(.max)
        return writer.bytes
    }()

    /// A welcome up to its vector.
    private static func welcome(_ name: String, _ more: [UInt8]) -> Vector {
        body(name, .welcome) { $0.raw([0, 1, 0, 0] + hash + more) }
    }

    /// The next bytes of a batch, with the columns as given.
    private static func batch(_ columns: [Int: [UInt8]]) -> [UInt8] {
        var writer = ByteWriter()
        for column in 0..<21 { writer.count(columns[column]?.count ?? 0) }
        for column in 0..<21 { writer.raw(columns[column] ?? []) }
        return writer.bytes
    }

    private static func push(_ name: String, _ columns: [Int: [UInt8]]) -> Vector {
        body(name, .push) { $0.raw([0, 0, 1] + hash + [0, 1] + batch(columns)) }
    }

    static let ordinals = [
        Vector("payload-counter-wide", .payload, replica + wide),
        Vector("entry-position-wide", .entry, wide + [3] + replica),
        Vector("state-counter-wide", .state, [1] + replica + [1] + wide + [0, 0, 0]),
        body("point-wide", .pull) { $0.raw([0, 1] + wide + hash + [0]) },
        body("taken-wide", .offered) { $0.raw([0, 0, 1, 1, 0] + replica + wide) },
        body("gap-wide", .verdicts) { $0.raw([0, 0, 1, 0] + replica + [1, 2] + wide) },
        body("verdict-position-wide", .verdicts) {
            $0.raw([0, 0, 1, 0] + replica + [1, 1] + wide + [1] + hash)
        },
        welcome("durable-wide", wide),
        welcome("vector-highest-wide", [0, 0, 1] + replica + wide),
        welcome("wanted-wide", [0, 0, 0, 0, 1, 0] + replica + [1] + varint(.max >> 1)),
        push("batch-counter-wide", [0: [0, 0] + leap, 3: [0], 17: replica]),
        push(
            "batch-dot-wide",
            [
                0: [1, 0, 0, 0, 0, 0, 2, 1], 1: [0], 2: [0, 0], 3: [0], 4: [0, 1, 2, 0], 5: [1],
                6: [0], 10: [2], 11: [0], 12: varint(.max), 13: [0],
                17: replica + Vector.device.bytes + Vector.device.bytes.reversed(),
            ]),
        body("entry-difference-wide", .offer) {
            $0.raw([0, 0, 0, 0, 1] + batch([19: [3] + leap + [0], 3: [0], 17: replica]))
        },
        body("offer-beyond-all", .offer) {
            $0.raw([0, 0, 0, 0, 2] + batch([19: [3, 0, 0, 3, 0, 0], 3: [0], 17: replica]))
            $0.raw([1] + varint(.max) + hash)
        },
        body("offer-meanings-fall", .offer) {
            $0.raw([0, 0, 0, 0, 1] + batch([19: [3, 0, 0], 3: [0], 17: replica]) + [0])
            $0.raw([2, 0] + Vector.roll[1].bytes + [1] + hash)
            $0.raw([0] + replica + [1] + hash)
        },
    ]
}
