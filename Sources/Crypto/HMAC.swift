import COpenSSL

/// Keyed digests of RFC 2104, by OpenSSL.
package enum HMAC {
    /// The digest below the key.
    package enum Function: Sendable {
        /// For whatever is made here.
        case sha256
        /// For one-time passwords alone: the apps that show them know nothing else.
        case sha1
    }

    /// The code of a message under a key.
    package static func code(
        of message: [UInt8], key: [UInt8], _ function: Function = .sha256
    ) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        let digest = function == .sha256 ? EVP_sha256() : EVP_sha1()
        let result = COpenSSL.HMAC(
            digest, key, Int32(key.count), message, message.count, &code, &count)
        precondition(result != nil, "OpenSSL has these two digests, and its memory")
        return Array(code.prefix(Int(count)))
    }

    /// Whether the code is the message's, found in a time that does not tell where it differs.
    package static func isCode(
        _ code: [UInt8], of message: [UInt8], key: [UInt8], _ function: Function = .sha256
    ) -> Bool {
        ConstantTime.areEqual(code, Self.code(of: message, key: key, function))
    }
}
