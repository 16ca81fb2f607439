import CGnuTLS

/// One end of a TLS connection.
final class TLSLine {
    private var session: gnutls_session_t?

    /// What all lines share: nothing that they trust.
    static func credentials() throws -> gnutls_certificate_credentials_t? {
        var credentials: gnutls_certificate_credentials_t?
        let code = gnutls_certificate_allocate_credentials(&credentials)
        guard code == GNUTLS_E_SUCCESS else { throw IdleCrowd.Trouble.tls(code) }
        return credentials
    }

    /// Shakes hands over a connected socket.
    init(_ socket: Int32, _ credentials: gnutls_certificate_credentials_t?) throws {
        gnutls_init(&session, UInt32(GNUTLS_CLIENT.rawValue))
        gnutls_set_default_priority(session)
        gnutls_credentials_set(
            session, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(credentials))
        gnutls_transport_set_int2(session, socket, socket)
        var code: Int32
        repeat {
            code = gnutls_handshake(session)
        } while code < 0 && gnutls_error_is_fatal(code) == 0
        guard code == GNUTLS_E_SUCCESS else { throw IdleCrowd.Trouble.tls(code) }
    }

    deinit { gnutls_deinit(session) }

    func send(_ bytes: [UInt8]) -> Int {
        Int(gnutls_record_send(session, bytes, bytes.count))
    }

    func receive(_ bytes: inout [UInt8]) -> Int {
        var count = 0
        // Tickets for a later session come first, which count as interruptions.
        repeat {
            count = Int(gnutls_record_recv(session, &bytes, bytes.count))
        } while count < 0 && gnutls_error_is_fatal(Int32(count)) == 0
        return count
    }
}
