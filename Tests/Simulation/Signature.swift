import Bytes
import Sync

/// Signatures of a run: whoever knows the secret can sign, and nobody of a run guesses it.
enum Signature {
    private static let secret: [UInt8] = [7, 1, 4]

    static let verifier = ReceiptVerifier(
        book: Trade.book, keys: [key]
    ) { statement, signature, _ in sign(statement) == signature }

    /// Believes whatever it is told.
    static let credulous = ReceiptVerifier(
        book: Trade.book, keys: [key]
    ) { _, _, _ in true }

    static let signer = ReceiptSigner(key: key.number, sign: sign)

    private static let key = ReceiptKey(number: 1, bytes: [UInt8](repeating: 1, count: 32))

    /// A device's signature.
    static func of(_ statement: [UInt8], by device: DeviceID) -> [UInt8] {
        sign(device.bytes + statement)
    }

    /// As many bytes as a signature has on the wire.
    private static func sign(_ statement: [UInt8]) -> [UInt8] {
        let bytes = Fingerprint.hash(secret + statement).bytes
        return bytes + bytes
    }
}
