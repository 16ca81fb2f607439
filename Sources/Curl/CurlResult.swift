import CCurl

/// How a transfer ended.
package enum CurlResult: Hashable, Sendable {
    /// It was done.
    case done
    /// Nobody answers there.
    case cannotConnect
    /// The name of the machine is unknown.
    case unknownHost
    /// A deadline passed.
    case timedOut
    /// The other side could not prove who it is, or does not speak TLS.
    case tls
    /// The connection broke in the middle.
    case interrupted
    /// Writing to the connection failed, or a mail server refused an envelope.
    case sendFailed
    /// A server answered with what nobody expected, or refused.
    case unexpectedAnswer
    /// The name or the password was refused.
    case loginRefused
    /// Whoever uploads did not want to end the upload.
    case aborted
    /// Anything else, as curl's number.
    case other(Int)

    init(code: CURLcode) {
        switch code {
        case CURLE_OK: self = .done
        case CURLE_COULDNT_CONNECT: self = .cannotConnect
        case CURLE_COULDNT_RESOLVE_HOST: self = .unknownHost
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR, CURLE_USE_SSL_FAILED:
            self = .tls
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR: self = .interrupted
        case CURLE_SEND_ERROR: self = .sendFailed
        case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED: self = .unexpectedAnswer
        case CURLE_LOGIN_DENIED: self = .loginRefused
        case CURLE_ABORTED_BY_CALLBACK: self = .aborted
        default: self = .other(Int(code.rawValue))
        }
    }

    /// curl's number, for what has no name here.
    package var number: Int? { if case .other(let number) = self { number } else { nil } }
}

/// Readies the library once per process, as it demands before threads use it.
enum CurlLibrary {
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
