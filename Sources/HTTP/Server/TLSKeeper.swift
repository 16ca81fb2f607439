import CGnuTLS
import CMicroHTTPD
import Synchronization

/// Holds the identity that new connections are shown, and changes it while others go on.
final class TLSKeeper: Sendable {
    /// TLS 1.2 and 1.3, forward secrecy, authenticated ciphers.
    static let priorities =
        "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-DHE-RSA:-DHE-DSS:-CIPHER-ALL:"
        + "+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:%SERVER_PRECEDENCE"

    /// What the library calls to choose.
    static var chooser: UnsafeMutableRawPointer? { cgnutls_address(chooseIdentity) }

    private let files: TLSFiles
    private let identity: Mutex<TLSIdentity>

    /// Loads the identity.
    init(_ files: TLSFiles) throws(HTTPServerError) {
        self.files = files
        identity = Mutex(try TLSIdentity(files))
    }

    /// What a connection that begins now is shown.
    var current: TLSIdentity { identity.withLock { $0 } }

    /// Loads the files again. What is in use stays when they cannot be used.
    func renew() throws(HTTPServerError) {
        let fresh = try TLSIdentity(files)
        identity.withLock { $0 = fresh }
    }
}

/// The library asks what to show: the connection stands behind the session.
func chooseIdentity(
    _ session: gnutls_session_t?, _ names: UnsafePointer<gnutls_datum_t>?, _ nameCount: Int32,
    _ algorithms: UnsafePointer<gnutls_pk_algorithm_t>?, _ algorithmCount: Int32,
    _ chain: UnsafeMutablePointer<UnsafeMutablePointer<gnutls_pcert_st>?>?,
    _ chainCount: UnsafeMutablePointer<UInt32>?, _ key: UnsafeMutablePointer<gnutls_privkey_t?>?
) -> Int32 {
    guard let session, let handle = gnutls_session_get_ptr(session),
        let context = cmhd_socket_context(OpaquePointer(handle)),
        let identity = Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().present()
    else { return -1 }
    chain?.pointee = identity.chain
    chainCount?.pointee = identity.count
    key?.pointee = identity.key
    return 0
}
