import Bytes
import Sync

/// A quick hash in the place of SHA-256: it tells different bytes of a run apart, nothing more.
enum Fingerprint {
    static let hash: HashFunction = { bytes in
        var first: UInt64 = 0xcbf2_9ce4_8422_2325
        var second: UInt64 = UInt64(bytes.count) &+ 0x9e37_79b9_7f4a_7c15
        for byte in bytes {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
            second = (second &+ UInt64(byte)) &* 0xff51_afd7_ed55_8ccd ^ (second >> 29)
        }
        var reader = ByteReader(spelled(first, second, first ^ second, first &+ second))
        return (try? reader.contentHash()) ?? .zero
    }

    private static func spelled(_ words: UInt64...) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 * words.count)
        for word in words {
            for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * index))) }
        }
        return bytes
    }
}
