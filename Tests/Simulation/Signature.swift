import Bytes
import Sync

/// Signatures of a run: whoever knows the secret can sign, and nobody of a run guesses it.
enum Signature {
    private static let secret: [UInt8] = [7, 1, 4]

    private static var book: BookID {
        var dice = Dice(seed: 1)
        return .random(using: &dice)
    }

    static let verifier = ReceiptVerifier(
        book: book, keys: [ReceiptKey(number: 1, bytes: [1])]
    ) { statement, signature, _ in Fingerprint.hash(secret + statement).bytes == signature }

    static let signer = ReceiptSigner(key: 1) { Fingerprint.hash(secret + $0).bytes }
}
