/// The name of a file as a parameter of a header (RFC 2231): in quotes when it is short and ASCII,
/// in percent signs and numbered pieces otherwise.
enum FileNameParameter {
    private static let pieceMax = 60

    /// The parameters, to be joined by `; `.
    static func pieces(_ key: String, _ name: String) -> [String] {
        if name.utf8.count <= pieceMax, name.utf8.allSatisfy(isQuotable) {
            return ["\(key)=\"\(name)\""]
        }
        var values = [""]
        for byte in name.utf8 {
            let next =
                byte.isAlphanumeric || "-._".utf8.contains(byte)
                ? String(UnicodeScalar(byte)) : escaped(byte)
            if values[values.count - 1].utf8.count + next.utf8.count > pieceMax - 20 {
                values.append("")
            }
            values[values.count - 1] += next
        }
        values[0] = "UTF-8''" + values[0]
        if values.count == 1 { return ["\(key)*=\(values[0])"] }
        return values.enumerated().map { "\(key)*\($0)*=\($1)" }
    }

    private static func isQuotable(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != 0x22 && byte != 0x5C
    }

    private static func escaped(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count == 1 ? "0" : "") + digits
    }
}
