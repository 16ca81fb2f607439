internal import CMachine
internal import Glibc

/// Wakes a thread that waits in poll(2), from any other thread.
package final class WakeSignal: Sendable {
    /// Readable from the moment somebody called `wake()`; negative when the system has none left.
    package let descriptor = eventfd(0, COUNTERFOIL_EVENT_CLOEXEC)

    /// A signal that nobody has given yet.
    package init() {}

    /// Gives the signal; it stays given.
    package func wake() { eventfd_write(descriptor, 1) }

    deinit { close(descriptor) }
}
