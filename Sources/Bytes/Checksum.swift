/// CRC-32C (Castagnoli), which tells bytes that were damaged on their way.
package enum Checksum {
    /// The checksum of the bytes.
    package static func crc32c(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var state: UInt32 = .max
        for byte in bytes {
            state = table[Int((state ^ UInt32(byte)) & 0xff)] ^ (state >> 8)
        }
        return ~state
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? (value >> 1) ^ 0x82f6_3b78 : value >> 1
        }
    }
}
