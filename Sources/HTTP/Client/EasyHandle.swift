import CCurl
import HTTP

/// curl's own side of one transfer. Lives on the engine's thread only.
final class EasyHandle {
    let easy: UnsafeMutableRawPointer?
    let transfer: Transfer
    private let outgoing: Outgoing
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var head = ResponseHead()

    /// Readies a handle of curl's, a fresh one or one that was reset. Its owner frees it.
    init(_ easy: UnsafeMutableRawPointer?, _ transfer: Transfer, _ outgoing: Outgoing) {
        self.easy = easy
        self.transfer = transfer
        self.outgoing = outgoing
        setRequest()
        setLimits()
        setCallbacks()
    }

    deinit {
        curl_slist_free_all(headerList)
    }

    private func setRequest() {
        ccurl_set_text(easy, CURLOPT_URL, outgoing.url)
        ccurl_set_long(easy, CURLOPT_PATH_AS_IS, 1)
        // One transfer, one connection: a paused reader then holds up nobody else.
        ccurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        ccurl_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        for line in outgoing.headerLines { headerList = curl_slist_append(headerList, line) }
        ccurl_set_list(easy, CURLOPT_HTTPHEADER, headerList)
        if let path = outgoing.socketPath {
            ccurl_set_text(easy, CURLOPT_UNIX_SOCKET_PATH, path)
            ccurl_set_text(easy, CURLOPT_PROXY, "")
        }
        if outgoing.method == "HEAD" {
            ccurl_set_long(easy, CURLOPT_NOBODY, 1)
        } else if !outgoing.body.isEmpty || ["POST", "PUT", "PATCH"].contains(outgoing.method) {
            ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, outgoing.body.count)
            _ = outgoing.body.withUnsafeBytes { bytes in
                // Copied by curl, with the size that was set before.
                ccurl_set_pointer(
                    easy, CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            }
            if outgoing.body.isEmpty { ccurl_set_text(easy, CURLOPT_COPYPOSTFIELDS, "") }
        }
        if outgoing.method != "GET" || !outgoing.body.isEmpty, outgoing.method != "HEAD" {
            ccurl_set_text(easy, CURLOPT_CUSTOMREQUEST, outgoing.method)
        }
    }

    private func setLimits() {
        let settings = outgoing.settings
        ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings.connectTimeout))
        if let total = settings.totalTimeout {
            ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, milliseconds(total))
        }
        ccurl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, 1)
        ccurl_set_long(easy, CURLOPT_LOW_SPEED_TIME, settings.idleSeconds)
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
        if let file = settings.authorityFile { ccurl_set_text(easy, CURLOPT_CAINFO, file) }
        ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, settings.redirectsMax > 0 ? 1 : 0)
        ccurl_set_long(easy, CURLOPT_MAXREDIRS, settings.redirectsMax)
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_pointer(easy, CURLOPT_PRIVATE, context)
        ccurl_set_callback(easy, CURLOPT_HEADERFUNCTION, headerLineArrived)
        ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        ccurl_set_callback(easy, CURLOPT_WRITEFUNCTION, bodyPartArrived)
        ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
    }

    private func milliseconds(_ duration: Duration) -> Int {
        max(1, Int(duration / .milliseconds(1)))
    }

    /// One line of the header, with its line break.
    fileprivate func take(headerLine: UnsafeRawBufferPointer) {
        let isFollowing = outgoing.settings.redirectsMax > 0
        if let response = head.take(headerLine, isFollowingRedirects: isFollowing) {
            transfer.began(response)
        }
    }

    /// What the end of the transfer means.
    func outcome(of code: CURLcode) -> Result<Void, HTTPClientError> {
        let origin = transfer.origin.description
        switch code {
        case CURLE_OK: return .success(())
        case CURLE_COULDNT_CONNECT: return .failure(.cannotConnect(to: origin))
        case CURLE_COULDNT_RESOLVE_HOST: return .failure(.unknownHost(origin))
        case CURLE_OPERATION_TIMEDOUT: return .failure(.timedOut(to: origin))
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR:
            return .failure(.tls(to: origin))
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR:
            return .failure(.interrupted(to: origin))
        default: return .failure(.transfer(to: origin, code: Int(code.rawValue)))
        }
    }
}

private func headerLineArrived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
        .take(headerLine: UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

private func bodyPartArrived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
    let handle = Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
    return handle.transfer.flowed(part) ? part.count : Int(CURL_WRITEFUNC_PAUSE)
}
