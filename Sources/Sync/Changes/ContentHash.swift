package import Bytes

/// A SHA-256, by which bytes are known without being at hand.
package struct ContentHash: Hashable, Sendable {
    /// The number of its bytes.
    package static let bytesCount = 32

    /// The hash of nothing at all: where a chain or a log begins.
    package static let zero = ContentHash(words: SIMD4(repeating: 0))

    /// The bytes in fours of eight, lowest first, so that hashes can be added up.
    let words: SIMD4<UInt64>

    init(words: SIMD4<UInt64>) { self.words = words }

    /// Takes the bytes of a hash; `nil` unless there are exactly 32.
    package init?(bytes: some Collection<UInt8>) {
        self.init(bytes: Array(bytes))
    }

    /// Takes the bytes of a hash; `nil` unless there are exactly 32.
    package init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard bytes.count == Self.bytesCount, let hash = try? reader.contentHash() else {
            return nil
        }
        self = hash
    }

    /// The bytes of the hash.
    package var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.bytesCount)
        writer.contentHash(self)
        return writer.bytes
    }
}

/// Computes the SHA-256 of bytes; handed in, since this module calls no library.
package typealias HashFunction = @Sendable ([UInt8]) -> ContentHash

extension ByteWriter {
    /// Writes the 32 bytes of a hash.
    package mutating func contentHash(_ value: ContentHash) {
        for index in 0..<4 { word(value.words[index].byteSwapped) }
    }
}

extension ByteReader {
    /// Reads the 32 bytes of a hash.
    package mutating func contentHash() throws(MalformedBytes) -> ContentHash {
        guard remaining >= ContentHash.bytesCount else { throw failure(.truncated) }
        var words = SIMD4<UInt64>()
        for index in 0..<4 { words[index] = try word().byteSwapped }
        return ContentHash(words: words)
    }
}
