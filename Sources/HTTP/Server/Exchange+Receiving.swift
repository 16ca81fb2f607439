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
        let refusal = head.refusal(uri: target, limits: limits) ?? accept(head, id: id)
        if head.announcesBody {
            connection.expect(by: .now + core.configuration.deadlines.body)
        }
        guard let refusal else { return true }
        state.withLock { $0.phase = .refusing(refusal) }
        // Who asks first, would send more than is worth reading, or does not say clearly where the
        // body ends, hears it at once. Anybody else gets to reading it when all was sent.
        let isHopeless =
            head.expectsContinue || refusal.status == .badRequest
            || (head.contentLength ?? 0) > limits.discardedBytesMax
        return isHopeless ? refuse(refusal, pointer) : true
    }

    /// Takes a part of the body; what is too long will be refused once all of it was read.
    func receive(_ part: UnsafeRawBufferPointer) -> Bool {
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

    private func accept(_ head: Head, id: String) -> Refusal? {
        let target: Target
        do {
            target = try Target(parsing: self.target)
        } catch {
            return error
        }
        let match = core.router.match(head.method, target)
        var request = Request(head.method, target, headers: head.headers)
        request.peer = connection.peer
        request.id = id
        var bodyBytesMax = core.configuration.limits.bodyBytesMax
        if case .found(let route, let parameters) = match {
            request.route = route.pattern
            request.parameters = parameters
            bodyBytesMax = route.bodyBytesMax ?? bodyBytesMax
        }
        if let length = head.contentLength, length > bodyBytesMax {
            state.withLock { $0.record.route = request.route }
            return .bodyTooLarge(bytesMax: bodyBytesMax)
        }
        state.withLock { state in
            state.phase = .receiving
            state.record.route = request.route
            state.request = request
            state.match = match
            state.bodyBytesMax = bodyBytesMax
        }
        return nil
    }
}
