import Crypto

/// What a mark is called: words joined by slashes, such as `series/INV-2026/17`.
package struct MarkName: Hashable, Sendable {
    /// The name as it was given.
    package let text: String

    /// `nil` unless there are one to eight words of letters, digits, `-` and `_`, each with 64
    /// characters at most.
    package init?(_ text: String) {
        let words = text.split(separator: "/", omittingEmptySubsequences: false)
        let isClean = words.allSatisfy { word in
            (1...64).contains(word.utf8.count) && word.utf8.allSatisfy(Self.isWordByte)
        }
        guard (1...8).contains(words.count), isClean else { return nil }
        self.text = text
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }
}

/// A mark as it is stored: a digest, a number that nobody else has, and what is said.
///
/// The number tells a writer whose answer was lost whether the mark that is there is its own.
struct MarkEnvelope: Hashable, Sendable {
    static let markBytesMax = 64 << 10
    private static let nonceByteCount = 16

    let bytes: [UInt8]

    /// Wraps what is said.
    init(_ mark: [UInt8]) throws(FilesError) {
        guard mark.count <= Self.markBytesMax else { throw .tooLarge(bytesMax: Self.markBytesMax) }
        let nonce = (0..<Self.nonceByteCount).map { _ in UInt8.random(in: .min ... .max) }
        bytes = SHA256.digest(nonce + mark) + nonce + mark
    }

    /// What was said, if nobody changed it.
    static func open(_ bytes: [UInt8], _ name: MarkName) throws(FilesError) -> [UInt8] {
        let rest = Array(bytes.dropFirst(SHA256.byteCount))
        guard rest.count >= nonceByteCount, bytes.starts(with: SHA256.digest(rest)) else {
            throw .damaged("mark \(name.text)")
        }
        return Array(rest.dropFirst(nonceByteCount))
    }
}
