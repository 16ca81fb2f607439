import Crypto

/// A code that stands in for the second factor once, easy to write down.
enum RecoveryCode {
    /// How many a person has.
    static let count = 10
    /// Thirty-two letters and digits that nobody takes for one another.
    private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
    private static let length = 16

    /// A new one: eighty bits in groups of four.
    static func make() throws(CryptoError) -> String {
        let letters = try SecureRandom.bytes(length).map { alphabet[Int($0) % alphabet.count] }
        return stride(from: 0, to: length, by: 4)
            .map { String(decoding: letters[$0..<($0 + 4)], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// What is stored of one that somebody typed, in whatever case and grouping; nothing when it
    /// cannot be one.
    static func digest(of typed: String) -> [UInt8]? {
        let letters = typed.uppercased().utf8.filter { $0 != 0x20 && $0 != 0x2D }
        guard letters.count == length, letters.allSatisfy(alphabet.contains) else { return nil }
        return SHA256.digest(Array(letters))
    }
}
