import COpenSSL

/// AES-256 in Galois/counter mode, by OpenSSL: nobody reads it, nobody changes it unnoticed.
package enum AESGCM {
    /// Bytes of every key.
    package static let keyByteCount = 32
    /// Bytes of every nonce; one is used once with a key.
    package static let nonceByteCount = 12
    /// Bytes that the proof of genuineness adds.
    package static let tagByteCount = 16

    /// The ciphertext and, behind it, the tag.
    package static func seal(
        _ plain: [UInt8], key: [UInt8], nonce: [UInt8], associated: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try check(key, nonce)
        let context = try CipherContext()
        var sealed = [UInt8](repeating: 0, count: plain.count)
        var tag = [UInt8](repeating: 0, count: tagByteCount)
        var (count, last) = (Int32(0), Int32(0))
        guard EVP_EncryptInit_ex(context.pointer, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_EncryptUpdate(
                context.pointer, nil, &count, associated, Int32(associated.count)) == 1,
            EVP_EncryptUpdate(context.pointer, &sealed, &count, plain, Int32(plain.count)) == 1,
            EVP_EncryptFinal_ex(context.pointer, nil, &last) == 1,
            counterfoil_gcm_get_tag(context.pointer, Int32(tagByteCount), &tag) == 1
        else { throw .libraryUnavailable }
        return sealed + tag
    }

    /// The plain bytes, if nothing was changed.
    package static func open(
        _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], associated: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try check(key, nonce)
        guard sealed.count >= tagByteCount else { throw .notGenuine }
        let context = try CipherContext()
        let ciphertext = Array(sealed.dropLast(tagByteCount))
        var tag = Array(sealed.suffix(tagByteCount))
        var plain = [UInt8](repeating: 0, count: ciphertext.count)
        var (count, last) = (Int32(0), Int32(0))
        guard EVP_DecryptInit_ex(context.pointer, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_DecryptUpdate(
                context.pointer, nil, &count, associated, Int32(associated.count)) == 1,
            EVP_DecryptUpdate(
                context.pointer, &plain, &count, ciphertext, Int32(ciphertext.count)) == 1,
            counterfoil_gcm_set_tag(context.pointer, Int32(tagByteCount), &tag) == 1
        else { throw .libraryUnavailable }
        guard EVP_DecryptFinal_ex(context.pointer, nil, &last) == 1 else { throw .notGenuine }
        return plain
    }

    private static func check(_ key: [UInt8], _ nonce: [UInt8]) throws(CryptoError) {
        guard key.count == keyByteCount, nonce.count == nonceByteCount else { throw .notAKey }
    }
}

/// OpenSSL's state of one sealing or opening.
private struct CipherContext: ~Copyable {
    let pointer: OpaquePointer

    init() throws(CryptoError) {
        guard let pointer = EVP_CIPHER_CTX_new() else { throw .libraryUnavailable }
        self.pointer = pointer
    }

    deinit { EVP_CIPHER_CTX_free(pointer) }
}
