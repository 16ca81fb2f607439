/// Thrown by a handler that has nothing to answer yet: the request waits, and no task with it.
///
/// A task that waits keeps all the memory that its deepest call has needed. A handler that pauses
/// has ended; until something happens, what is kept of it is the one that goes on in its place.
package struct Pause: Error {
    /// Goes on with the request; false where nobody waits for it any more. Only the first call
    /// counts.
    package typealias GoOn = @Sendable () -> Bool

    /// Arranges for somebody to go on, sooner or later.
    package let arrange: @Sendable (_ goOn: @escaping GoOn) async -> Void
    /// Answers afterwards, in the place of the handler that has ended. Its request has no body.
    package let handler: Handler

    /// Waits until somebody goes on, who may do so before the arrangement has returned.
    package init(
        until arrange: @escaping @Sendable (_ goOn: @escaping GoOn) async -> Void,
        then handler: @escaping Handler
    ) {
        self.arrange = arrange
        self.handler = handler
    }
}

extension Pause {
    /// Waits, for whoever has a task to wait in.
    func end() async {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        await arrange {
            end.finish()
            return true
        }
        for await _ in ends {}
    }
}

extension Request {
    /// The request as it goes on after a pause: without its body, and what was said of that.
    package var withoutBody: Request {
        var request = self
        request.body = .empty
        for name in ["Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding"] {
            request.headers[name] = nil
        }
        return request
    }
}
