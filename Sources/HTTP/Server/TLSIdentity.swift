import CGnuTLS

/// A certificate chain with its key, loaded.
///
/// The library reads both while a connection begins, so whoever presents it holds on to it. The
/// pointers are kept as numbers, since nobody writes through them after the start.
final class TLSIdentity: Sendable {
    private static let chainCountMax: UInt32 = 16

    private let chainBits: UInt
    private let chainCount: UInt32
    private let keyBits: UInt

    /// Loads both files and makes sure that they belong together.
    init(_ files: TLSFiles) throws(HTTPServerError) {
        let chain = UnsafeMutablePointer<gnutls_pcert_st>.allocate(
            capacity: Int(Self.chainCountMax))
        var count = Self.chainCountMax
        let imported = gnutls_pcert_list_import_x509_file(
            chain, &count, files.certificatePath, GNUTLS_X509_FMT_PEM, nil, nil, 0)
        guard imported == GNUTLS_E_SUCCESS, count > 0 else {
            chain.deallocate()
            throw .certificate(path: files.certificatePath, reason: Self.reason(imported))
        }
        chainBits = UInt(bitPattern: chain)
        chainCount = count
        do throws(HTTPServerError) {
            keyBits = UInt(bitPattern: try Self.key(in: files.keyPath, of: chain[0]))
        } catch {
            Self.free(chain, count)
            throw error
        }
    }

    deinit {
        gnutls_privkey_deinit(key)
        if let chain { Self.free(chain, chainCount) }
    }

    /// The chain as the library wants it.
    var chain: UnsafeMutablePointer<gnutls_pcert_st>? {
        UnsafeMutablePointer(bitPattern: chainBits)
    }

    /// How many certificates the chain has.
    var count: UInt32 { chainCount }

    /// The key as the library wants it.
    var key: gnutls_privkey_t? { OpaquePointer(bitPattern: keyBits) }

    private static func key(
        in path: String, of certificate: gnutls_pcert_st
    ) throws(HTTPServerError) -> gnutls_privkey_t? {
        var text = gnutls_datum_t()
        let loaded = gnutls_load_file(path, &text)
        guard loaded == GNUTLS_E_SUCCESS else {
            throw .certificate(path: path, reason: reason(loaded))
        }
        defer {
            gnutls_memset(text.data, 0, Int(text.size))
            cgnutls_free(text.data)
        }
        var key: gnutls_privkey_t?
        gnutls_privkey_init(&key)
        let imported = gnutls_privkey_import_x509_raw(key, &text, GNUTLS_X509_FMT_PEM, nil, 0)
        guard imported == GNUTLS_E_SUCCESS, isKey(key, of: certificate) else {
            gnutls_privkey_deinit(key)
            throw .certificate(
                path: path,
                reason: imported == GNUTLS_E_SUCCESS
                    ? "it is not the key of the certificate" : reason(imported))
        }
        return key
    }

    private static func isKey(_ key: gnutls_privkey_t?, of certificate: gnutls_pcert_st) -> Bool {
        var own: gnutls_pubkey_t?
        gnutls_pubkey_init(&own)
        defer { gnutls_pubkey_deinit(own) }
        guard gnutls_pubkey_import_privkey(own, key, 0, 0) == GNUTLS_E_SUCCESS else { return false }
        let ids = (keyID(own), keyID(certificate.pubkey))
        return !ids.0.isEmpty && ids.0 == ids.1
    }

    private static func keyID(_ key: gnutls_pubkey_t?) -> [UInt8] {
        var id = [UInt8](repeating: 0, count: 64)
        var size = id.count
        guard gnutls_pubkey_get_key_id(key, 0, &id, &size) == GNUTLS_E_SUCCESS else { return [] }
        return Array(id.prefix(size))
    }

    private static func free(_ chain: UnsafeMutablePointer<gnutls_pcert_st>, _ count: UInt32) {
        for index in 0..<Int(count) { gnutls_pcert_deinit(chain + index) }
        chain.deallocate()
    }

    private static func reason(_ code: Int32) -> String {
        gnutls_strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
