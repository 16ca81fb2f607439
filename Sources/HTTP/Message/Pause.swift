/// Thrown by a handler that has nothing to answer yet: the request waits, and no task with it.
///
/// A task that waits keeps all the memory that its deepest call has needed. A handler that pauses
/// has ended; until something happens, what is kept of it is this alone.
package final class Pause: Error {
    /// Goes on with the request; only the first call counts.
    package typealias GoOn = @Sendable () -> Void

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
        await arrange { end.finish() }
        for await _ in ends {}
    }
}
