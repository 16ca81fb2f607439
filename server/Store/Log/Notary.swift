package import Sync

/// What signs receipts and checks them: keys that live outside of the database, the same for every
/// process of the server.
package struct Notary: Sendable {
    /// The present key.
    package let signer: ReceiptSigner
    /// Every key that receipts were ever signed with, the present one among them.
    package let keys: [ReceiptKey]
    /// Checks a signature by a public key.
    package let check: SignatureCheck

    /// Signs with one key, and believes what any of them signed.
    package init(signer: ReceiptSigner, keys: [ReceiptKey], check: @escaping SignatureCheck) {
        self.signer = signer
        self.keys = keys
        self.check = check
    }

    func verifier(of book: BookID) -> ReceiptVerifier {
        ReceiptVerifier(book: book, keys: keys, check: check)
    }
}
