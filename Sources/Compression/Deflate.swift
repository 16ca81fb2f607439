import CZLib

/// Makes bytes smaller by bare deflate (RFC 1951), fast rather than small.
package enum Deflate {
    private static let level: Int32 = 4

    /// The bytes as a deflate stream.
    ///
    /// Cuts are places, in ascending order, at which bytes of another nature begin: a block ends
    /// there, so that each part has a code of its own. Whoever reads the stream sees no difference.
    package static func bytes(
        of plain: [UInt8], cuts: [Int] = []
    ) throws(CompressionError) -> [UInt8] {
        guard let stream = czlib_deflate_open(level) else { throw .outOfMemory }
        defer { czlib_deflate_close(stream) }
        let ends = cuts.filter { $0 > 0 && $0 < plain.count } + [plain.count]
        // Each block that is ended early costs a few bytes beyond the bound for the whole.
        let bound = Int(deflateBound(stream, UInt(plain.count))) + 16 * ends.count
        var packed = [UInt8](repeating: 0, count: bound)
        var (start, place, code) = (0, 0, Z_OK)
        for end in ends {
            precondition(start <= end, "cuts ascend")
            code = czlib_deflate(
                stream, plain, start, end, &packed, place, bound,
                end == plain.count ? Z_FINISH : Z_BLOCK)
            place = Int(stream.pointee.total_out)
            start = end
        }
        guard code == Z_STREAM_END else { throw .outOfMemory }
        packed.removeSubrange(place...)
        return packed
    }
}
