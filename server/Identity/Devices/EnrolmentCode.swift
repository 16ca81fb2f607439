package import Crypto

/// A one-time code by which a laptop joins a book, easy to read aloud.
package struct EnrolmentCode: Sendable {
    /// Letters and digits that nobody takes for one another.
    private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ".utf8)
    private static let length = 12

    /// The code in groups of four: 31¹² of them, nearly 60 bits.
    package let text: String

    /// Makes a new code.
    package init() throws(CryptoError) {
        var random = try SecureGenerator()
        let letters = (0..<Self.length).map { _ in
            Self.alphabet[Int.random(in: Self.alphabet.indices, using: &random)]
        }
        text = stride(from: 0, to: Self.length, by: 4)
            .map { String(decoding: letters[$0..<($0 + 4)], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// What is stored of a code that somebody typed, in whatever case and grouping.
    static func digest(of typed: String) -> [UInt8] {
        SHA256.digest(Array(typed.uppercased().filter { $0.isLetter || $0.isNumber }.utf8))
    }

    /// What is stored of this code.
    var digest: [UInt8] { Self.digest(of: text) }
}
