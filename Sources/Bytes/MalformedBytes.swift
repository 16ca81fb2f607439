/// Says where and why bytes from outside could not be read.
@usableFromInline
package struct MalformedBytes: Error, Hashable, Sendable {
    /// What was wrong.
    @usableFromInline
    package enum Reason: String, Hashable, Sendable {
        /// The bytes end before the value does.
        case truncated = "the bytes end too early"
        /// Bytes are left after the last value.
        case trailing = "there are bytes after the end"
        /// A number does not fit in 64 bits.
        case numberTooLarge = "a number is too large"
        /// A value is written in another way than the only one that is allowed.
        case notCanonical = "a value is not in its canonical form"
        /// A length or count is above what the format allows.
        case overLimit = "a length is above its limit"
        /// Text is not UTF-8.
        case notText = "a text is not UTF-8"
        /// A tag or a kind is unknown here.
        case unknownKind = "a kind of value is unknown"
        /// A checksum does not match what it covers.
        case checksum = "the checksum does not match"
        /// Compressed bytes are damaged, or are not as many as they say.
        case compression = "the compressed bytes are damaged"
        /// Replicas are named by numbers that mean nothing here, or something else.
        case unknownRoll = "replicas have numbers that are not known here"
    }

    /// How many bytes were read before it.
    @usableFromInline
    package let offset: Int
    /// What was wrong.
    @usableFromInline
    package let reason: Reason

    /// Says that reading failed at an offset, and why.
    @inlinable
    package init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }
}

extension MalformedBytes: CustomStringConvertible {
    /// A sentence for a log.
    @usableFromInline
    package var description: String { "Malformed at byte \(offset): \(reason.rawValue)." }
}
