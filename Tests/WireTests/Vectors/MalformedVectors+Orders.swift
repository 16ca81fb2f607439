import Bytes
import Sync
import Wire

/// Lists that are out of their order, and blocks of another size than their own.
extension MalformedVectors {
    private static let first = Vector.roll[0].bytes
    private static let second = Vector.roll[1].bytes
    private static let start = [UInt8](repeating: 0, count: 33)

    static let orders = [
        body("taken-fall", .offered) { $0.raw([0, 0, 1, 2, 0] + second + [1, 0] + first + [1]) },
        welcome("vector-ids-fall", [0, 2] + second + [1] + first + [1]),
        head("removed-early-fall", [2, 0] + second + [1, 0, 0] + first + [1, 0]),
        head("removed-early-addresses-fall", [1, 0] + first + [1, 2] + address(2) + address(1)),
        head("empty-forms-fall", [0, 2] + form(second) + [0] + form(first) + [0]),
        Vector(
            "namings-fall", .entry,
            [1, 2] + form(first) + [2] + address(2) + [0] + address(1) + [0]),
        Vector(
            "state-registers-fall", .state,
            [1] + first + [1, 1, 0, 0] + [2, 8, 0, 4, 0]),
        Vector(
            "state-siblings-fall", .state,
            [2] + first + [1, 1, 0, 0] + second + [1, 1, 0, 0] + [1, 6, 2, 1, 0, 0, 1]),
    ]

    static let sizes = [
        body("standing-six", .offered) { $0.raw([0, 0, 6]) },
        welcome("receipt-key-short", [0, 0, 0, 0, 1, 1, 31] + [UInt8](repeating: 7, count: 31)),
        welcome("receipt-key-long", [0, 0, 0, 0, 1, 1, 33] + [UInt8](repeating: 7, count: 33)),
        receipt("receipt-signature-short", [63] + [UInt8](repeating: 7, count: 63) + [0, 0]),
        receipt("receipt-signature-long", [65] + [UInt8](repeating: 7, count: 65) + [0, 0]),
    ]

    /// A welcome up to its vector.
    private static func welcome(_ name: String, _ more: [UInt8]) -> Vector {
        body(name, .welcome) { $0.raw([0, 1, 0] + start + [0] + more) }
    }

    /// The head of a snapshot up to what was removed early.
    private static func head(_ name: String, _ more: [UInt8]) -> Vector {
        body(name, .snapshotHead) { $0.raw([0] + start + start + [0, 0, 0, 0, 0, 0] + more) }
    }

    /// Verdicts up to the signature of the first receipt.
    private static func receipt(_ name: String, _ more: [UInt8]) -> Vector {
        body(name, .verdicts) { $0.raw([0, 1] + Vector.book.bytes + start + [1] + more) }
    }

    /// A text field of the record of states.
    private static func address(_ register: UInt8) -> [UInt8] {
        [1] + Samples.key.id.bytes + [register, 0]
    }

    /// The empty form of a replica's first change up to its namings.
    private static func form(_ replica: [UInt8]) -> [UInt8] {
        replica + [1] + [UInt8](repeating: 9, count: 32)
    }
}
