import CZLib

/// Gives back what `Deflate` made smaller, and never more than was declared.
///
/// Memory grows with what came out, and stops growing at the first byte beyond the declared size.
package enum Inflate {
    private static let chunkBytesMax = 64 << 10

    /// The bytes of a deflate stream of which the size is declared.
    package static func bytes(
        of packed: [UInt8], size: Int
    ) throws(CompressionError) -> [UInt8] {
        guard let stream = czlib_inflate_open() else { throw .outOfMemory }
        defer { czlib_inflate_close(stream) }
        var plain: [UInt8] = []
        // One byte more than declared, so that a stream that goes on is noticed.
        var chunk = [UInt8](repeating: 0, count: min(chunkBytesMax, max(size, 0) + 1))
        while true {
            let start = Int(stream.pointee.total_in)
            let code = czlib_inflate(stream, packed, start, packed.count, &chunk, chunk.count)
            let count = chunk.count - Int(stream.pointee.avail_out)
            guard plain.count + count <= size else { throw .longerThanDeclared(size: size) }
            plain += chunk[..<count]
            switch code {
            case Z_STREAM_END:
                guard stream.pointee.avail_in == 0 else { throw .trailing }
                guard plain.count == size else { throw .shorterThanDeclared(size: size) }
                return plain
            case Z_OK where count > 0: continue
            case Z_OK, Z_BUF_ERROR: throw .cutOff
            case Z_MEM_ERROR: throw .outOfMemory
            default: throw .damaged
            }
        }
    }
}
