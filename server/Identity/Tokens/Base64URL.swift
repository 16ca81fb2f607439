/// Bytes as the text of RFC 4648, section 5, without padding, and strictly back.
package enum Base64URL {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// What each letter stands for; all bits where it stands for nothing.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// The text of the bytes.
    package static func text(_ bytes: [UInt8]) -> String {
        var letters: [UInt8] = []
        letters.reserveCapacity(bytes.count * 4 / 3 + 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0...group.count {
                letters.append(alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)])
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// The bytes of a text; `nil` unless it is exactly the text of some bytes.
    package static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
        let (letters, values) = (Array(text), values)
        guard letters.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count * 3 / 4)
        var (bits, count) = (UInt32(0), UInt32(0))
        // What stands for nothing shows once, at the end.
        var seen: UInt8 = 0
        for letter in letters {
            let value = values[Int(letter)]
            seen |= value
            bits = bits << 6 | UInt32(value & 63)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        // Bits that stand for nothing are zero: two texts never mean the same bytes.
        return seen < 64 && bits & (1 << count - 1) == 0 ? bytes : nil
    }
}
