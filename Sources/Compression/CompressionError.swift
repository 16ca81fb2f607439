/// Why bytes could not be made smaller, or not be had back.
package enum CompressionError: Error, Hashable, Sendable {
    /// The bytes are no deflate stream, or a damaged one.
    case damaged
    /// The stream ends before its last block does.
    case cutOff
    /// More bytes came out than were declared.
    case longerThanDeclared(size: Int)
    /// Fewer bytes came out than were declared.
    case shorterThanDeclared(size: Int)
    /// There are bytes after the end of the stream.
    case trailing
    /// The library has no memory left.
    case outOfMemory
}

extension CompressionError: CustomStringConvertible {
    /// A sentence for a log.
    package var description: String {
        switch self {
        case .damaged: "The compressed bytes are damaged; let them be sent again."
        case .cutOff: "The compressed bytes end too early; let them be sent again."
        case .longerThanDeclared(let size): "More than the declared \(size) bytes came out."
        case .shorterThanDeclared(let size): "Fewer than the declared \(size) bytes came out."
        case .trailing: "There are bytes after the end of the compressed ones."
        case .outOfMemory: "There is no memory left to compress with."
        }
    }
}
