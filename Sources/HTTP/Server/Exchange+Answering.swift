import CMicroHTTPD
import HTTP
import Synchronization

/// How an answer comes about and goes out.
extension Exchange {
    /// Starts the handler right here. If it answers without waiting, so does this; else the
    /// connection sleeps until the answer is there.
    func run(_ pointer: OpaquePointer) -> Bool {
        connection.expectNothing()
        let body: Body = state.withLock { state in
            state.phase = .running
            defer { state.body = [] }
            return .bytes(state.body)
        }
        guard core.admit(self), let (request, match) = state.withLock({ $0.begin(body) })
        else { return false }
        let task = Task.immediate { await answer(request, by: core.router.handler(of: match)) }
        let response: Response? = state.withLock { state in
            if case .answered(let response) = state.phase { return response }
            state.phase = .suspended
            state.note(task)
            handle.suspend()
            return nil
        }
        return response.map { queue($0, pointer) } ?? true
    }

    /// Starts the handler of a route that reads the body while it arrives.
    func runIfStreamed() -> Bool {
        let stream: RequestStream? = state.withLock { state in
            guard case .found(let route, _) = state.match, route.reading == .streamed else {
                return nil
            }
            let stream = RequestStream(
                handle: handle, connection: connection, bytesMax: state.bodyBytesMax)
            state.phase = .streaming(stream)
            state.incoming = stream
            return stream
        }
        guard let stream else { return true }
        guard core.admit(self), let (request, match) = state.withLock({ $0.begin(stream.body) })
        else { return false }
        let task = Task.immediate { await answer(request, by: core.router.handler(of: match)) }
        state.withLock { $0.note(task) }
        return true
    }

    /// All of a streamed body is here: answers now or when the handler does.
    func finish(_ stream: RequestStream, _ pointer: OpaquePointer) -> Bool {
        connection.expectNothing()
        stream.finish(.success(()))
        let response: Response? = state.withLock { state in
            if case .answeredEarly(let response) = state.phase { return response }
            state.phase = .suspended
            handle.suspend()
            return nil
        }
        return response.map { queue($0, pointer) } ?? true
    }

    /// Refuses without asking anybody, and closes the connection.
    func refuse(_ refusal: Refusal, _ pointer: OpaquePointer) -> Bool {
        connection.expectNothing()
        let accept = state.withLock { $0.request?.headers["Accept"] }
        var response = refusal.response(accept: accept)
        response.headers["Connection"] = "close"
        return queue(response, pointer)
    }

    /// Whether its route wants to be cancelled when the server begins to stop.
    var isCancelledAtDrain: Bool {
        state.withLock {
            if case .found(let route, _) = $0.match { route.atDrain == .isCancelled } else { false }
        }
    }

    /// Takes an answer, the handler's or the server's own, whichever comes first.
    func settle(_ response: Response) {
        let unread: RequestStream? = state.withLock { state in
            switch state.phase {
            case .streaming(let stream):
                state.phase = .answeredEarly(response)
                return stream
            case .running:
                state.phase = .answered(response)
            case .suspended:
                state.phase = .answered(response)
                handle.resume()
            default:
                break
            }
            return nil
        }
        unread?.abandon()
    }

    /// Runs a handler, and takes its answer.
    func answer(_ request: Request, by handler: Handler) async {
        do {
            let response = try await handler(request)
            if let field = response.headers.firstMalformed {
                throw MalformedField(name: field.name)
            }
            settle(response)
        } catch let pause as Pause {
            await rest(for: pause)
        } catch {
            settle(refusal(of: error, request).response(accept: request.headers["Accept"]))
        }
    }

    private func refusal(of error: any Error, _ request: Request) -> Refusal {
        switch error {
        case let refusal as Refusal where refusal.headers.firstMalformed == nil:
            return refusal
        case is CancellationError:
            return .stopping
        default:
            core.configuration.hooks.failed(error, request.id)
            return Refusal(
                .internalServerError,
                "Something went wrong here; it was reported under the request id \(request.id).")
        }
    }
}

extension Exchange.State {
    /// The request with its body, and who answers it.
    fileprivate func begin(_ body: Body) -> (Request, Router.Match)? {
        guard var request else { return nil }
        request.body = body
        return (request, match)
    }
}

extension Refusal {
    /// The sender went away in the middle of a body.
    static let brokenOff = Refusal(.badRequest, "The connection ended before the body did.")

    /// The server goes away.
    static let stopping = Refusal(
        .serviceUnavailable, "The server is stopping: try again in a moment.",
        headers: ["Retry-After": "1"])
}

/// A handler gave a header field that would break the answer; its value is not told.
struct MalformedField: Error {
    let name: String
}
