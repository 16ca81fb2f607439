/// Base64 as mails use it: lines of 76 characters.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let bytesPerLine = 57

    /// One run of characters without line breaks.
    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var pending: UInt32 = 0
        var count = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                for shift in [18, 12, 6, 0] as [UInt32] {
                    output.append(alphabet[Int(pending >> shift & 63)])
                }
                (pending, count) = (0, 0)
            }
        }
        if count == 1 {
            output.append(alphabet[Int(pending >> 2)])
            output.append(alphabet[Int(pending << 4 & 63)])
            output += "==".utf8
        } else if count == 2 {
            output.append(alphabet[Int(pending >> 10)])
            output.append(alphabet[Int(pending >> 4 & 63)])
            output.append(alphabet[Int(pending << 2 & 63)])
            output += "=".utf8
        }
        return output
    }

    /// Lines, each with its line break.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 4 / 3 + bytes.count / 28 + 4)
        var start = 0
        while start < bytes.count {
            let end = min(start + bytesPerLine, bytes.count)
            output += encode(bytes[start..<end])
            output += "\r\n".utf8
            start = end
        }
        return output
    }
}
