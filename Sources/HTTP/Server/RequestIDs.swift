import Synchronization

/// Mints request ids that are unique without asking the system for randomness each time.
final class RequestIDs: Sendable {
    private let start = UInt64.random(in: .min ... .max)
    private let count = Atomic<UInt64>(0)

    /// The id that came with the request if it is a harmless one, else a new one.
    func id(for incoming: String?) -> String {
        if let incoming, Self.isHarmless(incoming) { return incoming }
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        return Self.hexadecimal(start, number)
    }

    // Every request gets one: by far quicker than putting formatted numbers together.
    private static func hexadecimal(_ numbers: UInt64...) -> String {
        String(unsafeUninitializedCapacity: numbers.count * 16) { text in
            for (index, number) in numbers.enumerated() {
                for place in 0..<16 {
                    let digit = UInt8(truncatingIfNeeded: number >> (60 - 4 * UInt64(place))) & 0xF
                    text[index * 16 + place] = digit < 10 ? 0x30 + digit : 0x57 + digit
                }
            }
            return numbers.count * 16
        }
    }

    private static func isHarmless(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
    }
}
