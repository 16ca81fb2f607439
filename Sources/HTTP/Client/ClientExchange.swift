import Curl
import HTTP

/// curl's own side of one transfer. Lives on the engine's thread only.
final class ClientExchange: CurlListener {
    let curl: CurlHandle
    let transfer: Transfer
    private let outgoing: Outgoing
    private var head = ResponseHead()

    /// Readies a handle of curl's, a fresh one or one that was reset.
    init(_ curl: CurlHandle, _ transfer: Transfer, _ outgoing: Outgoing) {
        self.curl = curl
        self.transfer = transfer
        self.outgoing = outgoing
        setRequest()
        setLimits()
        curl.listener = self
    }

    private func setRequest() {
        curl.set(.url, outgoing.url)
        curl.set(.pathAsIs, 1)
        // One transfer, one connection: a paused reader then holds up nobody else.
        curl.set(.httpVersion, CurlNumberOption.http11)
        curl.set(.protocols, "http,https")
        curl.set(.headers, outgoing.headerLines)
        if let path = outgoing.socketPath {
            curl.set(.socketPath, path)
            curl.set(.proxy, "")
        }
        if outgoing.method == "HEAD" {
            curl.set(.noBody, 1)
        } else if !outgoing.body.isEmpty || ["POST", "PUT", "PATCH"].contains(outgoing.method) {
            curl.post(outgoing.body)
        }
        if outgoing.method != "GET" || !outgoing.body.isEmpty, outgoing.method != "HEAD" {
            curl.set(.method, outgoing.method)
        }
    }

    private func setLimits() {
        let settings = outgoing.settings
        curl.set(.connectMilliseconds, settings.connectTimeout)
        if let total = settings.totalTimeout { curl.set(.totalMilliseconds, total) }
        curl.set(.lowSpeedBytes, 1)
        curl.set(.lowSpeedSeconds, settings.idleSeconds)
        curl.set(.verifiesPeer, 1)
        curl.set(.verifiesHost, 2)
        if let file = settings.authorityFile { curl.set(.authorityFile, file) }
        curl.set(.followsRedirects, settings.redirectsMax > 0 ? 1 : 0)
        curl.set(.redirectsMax, settings.redirectsMax)
    }

    func heard(headerLine: [UInt8]) {
        let isFollowing = outgoing.settings.redirectsMax > 0
        if let response = head.take(headerLine, isFollowingRedirects: isFollowing) {
            transfer.began(response)
        }
    }

    func heard(bodyPart: [UInt8]) -> Bool { transfer.flowed(bodyPart) }

    /// What the end of the transfer means.
    func outcome(of result: CurlResult) -> Result<Void, HTTPClientError> {
        let origin = transfer.origin.description
        switch result {
        case .done: return .success(())
        case .cannotConnect: return .failure(.cannotConnect(to: origin))
        case .unknownHost: return .failure(.unknownHost(origin))
        case .timedOut: return .failure(.timedOut(to: origin))
        case .tls: return .failure(.tls(to: origin))
        case .interrupted, .sendFailed: return .failure(.interrupted(to: origin))
        case .unexpectedAnswer: return .failure(.transfer(to: origin, code: 8))
        case .loginRefused: return .failure(.transfer(to: origin, code: 67))
        case .aborted: return .failure(.cancelled)
        case .other(let number): return .failure(.transfer(to: origin, code: number))
        }
    }
}
