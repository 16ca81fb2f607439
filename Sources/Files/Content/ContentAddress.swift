import Crypto

/// Where a file is kept: the SHA-256 of its bytes, so the address tells what has to be there.
package struct ContentAddress: Hashable, Sendable {
    /// The digest.
    package let bytes: [UInt8]

    /// The address of bytes at hand.
    package init(of content: [UInt8]) {
        bytes = SHA256.digest(content)
    }

    /// Takes a digest that was made before.
    init(digest: [UInt8]) {
        precondition(digest.count == SHA256.byteCount, "a SHA-256 has 32 bytes")
        bytes = digest
    }

    /// Reads 64 hexadecimal digits in lower case; `nil` for anything else.
    package init?(text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 2 * SHA256.byteCount else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1])
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// 64 hexadecimal digits.
    package var text: String { hexadecimal(bytes) }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}

/// Bytes as digits in lower case.
func hexadecimal(_ bytes: [UInt8]) -> String {
    var text = ""
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        if byte < 16 { text += "0" }
        text += String(byte, radix: 16)
    }
    return text
}
