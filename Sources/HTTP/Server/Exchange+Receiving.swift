import CMicroHTTPD
import HTTP
import Synchronization

/// How a request comes in: header, body, limits.
extension Exchange {
    /// Takes the header and decides how the body is read.
    func take(_ head: Head, _ pointer: OpaquePointer) -> Bool {
        let limits = core.configuration.limits
        let id = core.requestIDs.id(for: head.headers["X-Request-Id"])
        state.withLock {
            $0.record = Record(method: head.method, requestID: id)
        }
        note(head, id: id)
        let refusal = head.refusal(uri: target, limits: limits) ?? accept(head)
        if head.announcesBody { connection.expectBody(by: .now + core.pace.grace) }
        guard let refusal else { return runIfStreamed() }
        state.withLock { $0.phase = .refusing(refusal) }
        // Who asks first, would send more than is worth reading, or does not say clearly where the
        // body ends, hears it at once. Anybody else gets to reading it when all was sent.
        let isHopeless =
            head.expectsContinue || refusal.status == .badRequest
            || (head.contentLength ?? 0) > limits.discardedBytesMax
        return isHopeless ? refuse(refusal, pointer) : true
    }

    /// Takes a part of the body; what is too long will be refused once all of it was read, and
    /// what no route waits for is kept nowhere.
    func receive(_ part: UnsafeRawBufferPointer) -> Bool {
        connection.extend(by: core.pace.rate(part.count))
        guard state.withLock({ $0.match.isFound }) else { return discard(part.count) }
        state.withLock { state in
            if part.count <= state.bodyBytesMax - state.body.count {
                state.body.append(contentsOf: part)
            } else {
                state.phase = .refusing(.bodyTooLarge(bytesMax: state.bodyBytesMax))
                state.body = []
            }
        }
        return true
    }

    /// Reads on so that the sender gets to reading the refusal, within reason.
    func discard(_ byteCount: Int) -> Bool {
        state.withLock { state in
            state.discardedByteCount += byteCount
            return state.discardedByteCount <= core.configuration.limits.discardedBytesMax
        }
    }

    /// Takes a part of a body that is read while it arrives.
    func receive(_ part: UnsafeRawBufferPointer, into stream: RequestStream) -> Bool {
        connection.extend(by: core.pace.rate(part.count))
        return stream.take(part) || discard(part.count)
    }

    /// Keeps what every answer needs to know of its request, a refusal's too.
    private func note(_ head: Head, id: String) {
        let route = core.configuration.proxies.route(
            of: head.headers, from: connection.peer, isSecure: core.configuration.tls != nil)
        var request = Request(head.method, Target([]), headers: head.headers)
        (request.peer, request.proxy) = (route.sender, route.proxy)
        request.isSecure = route.isSecure
        request.id = id
        state.withLock { $0.request = request }
    }

    private func accept(_ head: Head) -> Refusal? {
        let target: Target
        do {
            target = try Target(parsing: self.target)
        } catch {
            return error
        }
        let match = core.router.match(head.method, target)
        let limits = core.configuration.limits
        var bodyBytesMax = match.isFound ? limits.bodyBytesMax : limits.discardedBytesMax
        state.withLock { state in
            state.request?.target = target
            if case .found(let route, let parameters) = match {
                state.request?.route = route.pattern
                state.request?.parameters = parameters
                state.record.route = route.pattern
                bodyBytesMax = route.bodyBytesMax ?? bodyBytesMax
            }
            state.phase = .receiving
            state.match = match
            state.bodyBytesMax = bodyBytesMax
        }
        guard let length = head.contentLength, length > bodyBytesMax else { return nil }
        return .bodyTooLarge(bytesMax: bodyBytesMax)
    }
}

extension Router.Match {
    /// Whether a route waits for the body.
    fileprivate var isFound: Bool {
        if case .found = self { true } else { false }
    }
}
