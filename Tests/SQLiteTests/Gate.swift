import Dispatch
import Testing

/// A door between a test and what runs on a thread of its own: opened once, passed from then on.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    /// Lets everybody through.
    func open() {
        semaphore.signal()
    }

    /// Blocks the thread until the door is open; only for bodies that run on a database's thread.
    func wait() {
        guard semaphore.wait(timeout: .now() + .seconds(60)) == .success else {
            fatalError("Nobody opened the gate.")
        }
        semaphore.signal()
    }

    /// Waits for the open door without holding up a shared thread.
    func passed() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                self.wait()
                continuation.resume()
            }
        }
    }
}

/// Waits until a condition holds that another task brings about.
func until(_ condition: () -> Bool) async {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(60)
    while !condition() {
        guard clock.now < end else { return #expect(Bool(false), "The condition never held.") }
        await Task.yield()
    }
}
