/// Whether a signature over a statement was made with the private part of a public key; handed in,
/// since this module calls no library.
package typealias SignatureCheck =
    @Sendable (_ statement: [UInt8], _ signature: [UInt8], _ publicKey: [UInt8]) -> Bool

/// Checks the receipts of one book by the server's public keys, of which the old ones stay valid.
///
/// Invariant: the key of a number never changes.
package struct ReceiptVerifier: Sendable {
    /// The book.
    package let book: BookID
    /// The public keys by their numbers, as they were pinned.
    package private(set) var keys: [UInt32: [UInt8]] = [:]
    private let check: SignatureCheck

    /// Checks by keys that are known.
    package init(book: BookID, keys: [ReceiptKey], check: @escaping SignatureCheck) {
        self.book = book
        self.check = check
        learn(keys)
    }

    /// Pins keys that the server told over a line whose other end is known to be the server.
    ///
    /// The answer are those that bear the number of another key: a reason for an alarm.
    @discardableResult
    package mutating func learn(_ told: [ReceiptKey]) -> [ReceiptKey] {
        told.filter { key in
            let known = keys[key.number, default: key.bytes]
            keys[key.number] = known
            return known != key.bytes
        }
    }

    /// The keys that are pinned, by their numbers.
    package var known: [ReceiptKey] {
        keys.sorted { $0.key < $1.key }.map { ReceiptKey(number: $0.key, bytes: $0.value) }
    }

    /// What receipts prove: those that are not good are left out.
    package func proof(by receipts: [Receipt]) -> ReceiptProof {
        ReceiptProof(
            of: receipts.filter { receipt in
                guard receipt.book == book, let key = keys[receipt.key] else { return false }
                return check(receipt.statement, receipt.signature, key)
            })
    }
}

/// Signs receipts with the server's present key.
package struct ReceiptSigner: Sendable {
    /// The number of the key.
    package let key: UInt32
    /// Signs a statement.
    package let sign: @Sendable ([UInt8]) -> [UInt8]

    /// Signs with a key, which lives outside of the database.
    package init(key: UInt32, sign: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.key = key
        self.sign = sign
    }
}
