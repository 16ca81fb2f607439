/// CRC-32C (Castagnoli), which tells bytes that were damaged on their way.
package enum Checksum {
    /// The checksum of the bytes.
    package static func crc32c(_ bytes: [UInt8]) -> UInt32 {
        crc32c(bytes, in: 0..<bytes.count)
    }

    /// The checksum of a part of the bytes, eight of them at a time.
    package static func crc32c(_ bytes: [UInt8], in range: Range<Int>) -> UInt32 {
        let (tables, span) = (tables, bytes.span.bytes)
        var (state, index) = (UInt32.max, range.lowerBound)
        while index + 8 <= range.upperBound {
            let raw = span.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let word = UInt64(littleEndian: raw) ^ UInt64(state)
            state = 0
            for place in 0..<8 {
                let byte = Int(truncatingIfNeeded: word >> UInt64(8 * place) & 0xff)
                state ^= tables[(7 - place) << 8 | byte]
            }
            index += 8
        }
        while index < range.upperBound {
            state = tables[Int((state ^ UInt32(bytes[index])) & 0xff)] ^ (state >> 8)
            index += 1
        }
        return ~state
    }

    /// Eight tables of 256: what a byte does to the state when so many bytes follow it.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = (0..<256).map(afterByte)
        for index in 256..<(8 * 256) {
            let before = tables[index - 256]
            tables.append(tables[Int(before & 0xff)] ^ (before >> 8))
        }
        return tables
    }()

    private static func afterByte(_ byte: UInt32) -> UInt32 {
        var value = byte
        for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0x82f6_3b78 : value >> 1 }
        return value
    }
}
