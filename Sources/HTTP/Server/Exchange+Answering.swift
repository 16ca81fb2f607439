import CMicroHTTPD
import HTTP
import Synchronization

/// How an answer comes about and goes out.
extension Exchange {
    /// Starts the handler right here. If it answers without waiting, so does this; else the
    /// connection sleeps until the answer is there.
    func run(_ pointer: OpaquePointer) -> Bool {
        connection.expectNothing()
        guard core.admit(self), let (request, match) = begin() else { return false }
        let task = Task.immediate { await answer(request, match) }
        let response: Response? = state.withLock { state in
            if case .answered(let response) = state.phase { return response }
            state.phase = .suspended
            state.task = task
            if state.isCancelled { task.cancel() }
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

    /// The server stops: the handler's task is told, and so is the producer of a stream.
    func cancel() {
        let (task, stream) = state.withLock { state in
            state.isCancelled = true
            return (state.task, state.stream)
        }
        task?.cancel()
        stream?.cancel()
    }

    /// Whether its route wants to be cancelled when the server begins to stop.
    var isCancelledAtDrain: Bool {
        state.withLock {
            if case .found(let route, _) = $0.match { route.atDrain == .isCancelled } else { false }
        }
    }

    /// Takes an answer, the handler's or the server's own, whichever comes first.
    func settle(_ response: Response) {
        state.withLock { state in
            switch state.phase {
            case .running:
                state.phase = .answered(response)
            case .suspended:
                state.phase = .answered(response)
                handle.resume()
            default:
                break
            }
        }
    }

    private func begin() -> (Request, Router.Match)? {
        state.withLock { state in
            guard var request = state.request else { return nil }
            request.body = .bytes(state.body)
            state.body = []
            state.request = nil
            state.phase = .running
            return (request, state.match)
        }
    }

    private func answer(_ request: Request, _ match: Router.Match) async {
        do {
            let response = try await core.router.handler(of: match)(request)
            if let field = response.headers.firstMalformed {
                throw MalformedField(name: field.name)
            }
            settle(response)
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

extension Refusal {
    /// The server goes away.
    static let stopping = Refusal(
        .serviceUnavailable, "The server is stopping: try again in a moment.",
        headers: ["Retry-After": "1"])
}

/// A handler gave a header field that would break the answer; its value is not told.
struct MalformedField: Error {
    let name: String
}
