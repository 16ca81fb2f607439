package import Bytes

/// A SHA-256, by which bytes are known without being at hand.
package struct ContentHash: Hashable, Sendable {
    /// The number of its bytes.
    package static let bytesCount = 32

    /// The hash of nothing at all: where a chain or a log begins.
    package static let zero = ContentHash(words: Words())

    /// The bytes in fours of eight, lowest first, so that hashes can be added up.
    let words: Words

    init(words: Words) { self.words = words }

    /// Four words that are added and taken away each by itself.
    ///
    /// Not a vector of the machine's: its alignment is more than async functions give to what they
    /// return, and values that hold one arrive damaged.
    struct Words: Hashable, Sendable {
        fileprivate(set) var first: UInt64 = 0
        fileprivate(set) var second: UInt64 = 0
        fileprivate(set) var third: UInt64 = 0
        fileprivate(set) var fourth: UInt64 = 0

        static func &+= (left: inout Words, right: Words) {
            left.first &+= right.first
            left.second &+= right.second
            left.third &+= right.third
            left.fourth &+= right.fourth
        }

        static func &-= (left: inout Words, right: Words) {
            left.first &-= right.first
            left.second &-= right.second
            left.third &-= right.third
            left.fourth &-= right.fourth
        }
    }

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
        let words = value.words
        word(words.first.byteSwapped)
        word(words.second.byteSwapped)
        word(words.third.byteSwapped)
        word(words.fourth.byteSwapped)
    }
}

extension ByteReader {
    /// Reads the 32 bytes of a hash.
    package mutating func contentHash() throws(MalformedBytes) -> ContentHash {
        guard remaining >= ContentHash.bytesCount else { throw failure(.truncated) }
        return ContentHash(
            words: ContentHash.Words(
                first: try word().byteSwapped, second: try word().byteSwapped,
                third: try word().byteSwapped, fourth: try word().byteSwapped))
    }
}
