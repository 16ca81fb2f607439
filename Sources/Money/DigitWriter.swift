/// Writes digits with a point in them.
enum DigitWriter {
    /// Appends digits ÷ 10^scale in ASCII, padded with zeros to at least so many decimals.
    static func write(_ digits: Int64, scale: Int, decimalsMin: Int, to bytes: inout [UInt8]) {
        if digits < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = digits.magnitude
        var written = 0
        // The last digit first, and turned round at the end.
        while bytes.count - start < max(decimalsMin - scale, 0) { bytes.append(UInt8(ascii: "0")) }
        let decimals = max(decimalsMin, scale)
        if scale == 0, decimals > 0 { bytes.append(UInt8(ascii: ".")) }
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
            written += 1
            if written == scale { bytes.append(UInt8(ascii: ".")) }
        } while rest > 0 || written <= scale
        bytes[start...].reverse()
    }
}
