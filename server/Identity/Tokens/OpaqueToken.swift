import Bytes
import Crypto
import Sync

/// A secret that somebody carries and the database knows as a hash only.
enum OpaqueToken {
    private static let secretByteCount = 32

    /// A new one with a prefix that tells what it is for.
    static func make(_ kind: Kind) throws(CryptoError) -> String {
        kind.rawValue + Base64URL.text(try SecureRandom.bytes(secretByteCount))
    }

    /// A new one that names its book, so that the book can be asked for it.
    static func make(_ kind: Kind, of book: BookID) throws(CryptoError) -> String {
        kind.rawValue + Base64URL.text(book.bytes + (try SecureRandom.bytes(secretByteCount)))
    }

    /// What is stored of one.
    static func digest(_ token: String) -> [UInt8] { SHA256.digest(Array(token.utf8)) }

    /// The book that one names.
    static func book(of token: String, _ kind: Kind) -> BookID? {
        guard token.hasPrefix(kind.rawValue),
            let bytes = Base64URL.bytes(Array(token.utf8.dropFirst(kind.rawValue.utf8.count))),
            bytes.count == 16 + secretByteCount
        else { return nil }
        return BookID(bytes: bytes.prefix(16))
    }

    /// What it is for.
    enum Kind: String {
        case refresh = "cfr_"
        case apiKey = "cfk_"
        case invitation = "cfi_"
        case link = "cfl_"
        case owner = "cfo_"
        case browser = "cfb_"
    }
}
