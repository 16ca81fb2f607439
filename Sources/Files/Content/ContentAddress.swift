import Bytes
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
        // Digits in upper case would make a second text of the same address.
        guard text.utf8.count == 2 * SHA256.byteCount,
            text.utf8.allSatisfy({ $0 > 0x5A || $0 < 0x41 }),
            let bytes = Hexadecimal.bytes(text)
        else { return nil }
        self.bytes = bytes
    }

    /// 64 hexadecimal digits.
    package var text: String { Hexadecimal.text(bytes) }
}
