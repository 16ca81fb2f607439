/// A secret as it lies in a database: unreadable, and bound to its purpose and its owner.
package struct SealedSecret: Hashable, Sendable {
    private static let version: UInt8 = 1

    /// The key that it was sealed with.
    package let keyID: String
    let nonce: [UInt8]
    let ciphertext: [UInt8]

    init(keyID: String, nonce: [UInt8], ciphertext: [UInt8]) {
        self.keyID = keyID
        self.nonce = nonce
        self.ciphertext = ciphertext
    }

    /// What is stored: a version, the key's id after its length, the nonce, the ciphertext.
    package var bytes: [UInt8] { Self.prefix(of: keyID) + nonce + ciphertext }

    /// How the stored bytes of everything begin that is sealed with a key.
    package static func prefix(of keyID: String) -> [UInt8] {
        [version, UInt8(truncatingIfNeeded: keyID.utf8.count)] + Array(keyID.utf8)
    }

    /// Reads what was stored.
    package init(bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count > 2, bytes[0] == Self.version,
            (1...Keyring.idLengthMax).contains(Int(bytes[1]))
        else { throw .notGenuine }
        let rest = bytes.dropFirst(2)
        let id = rest.prefix(Int(bytes[1]))
        let nonce = rest.dropFirst(id.count).prefix(AESGCM.nonceByteCount)
        let ciphertext = rest.dropFirst(id.count + nonce.count)
        guard id.count == Int(bytes[1]), nonce.count == AESGCM.nonceByteCount,
            ciphertext.count >= AESGCM.tagByteCount,
            let keyID = String(validating: id, as: UTF8.self)
        else { throw .notGenuine }
        self.init(keyID: keyID, nonce: Array(nonce), ciphertext: Array(ciphertext))
    }
}
