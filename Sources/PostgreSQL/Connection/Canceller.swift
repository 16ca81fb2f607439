internal import CPostgreSQL
internal import Synchronization

/// Lets another thread ask the server to end the statement that runs.
final class Canceller: Sendable {
    /// Owns libpq's ticket for one session. It keeps the address as a number, which may cross
    /// threads; the lock around it makes that safe.
    private struct Ticket: ~Copyable {
        private let address: Int

        init(address: Int) { self.address = address }

        var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }

        deinit { PQfreeCancel(pointer) }
    }

    private let ticket = Mutex<Ticket?>(nil)

    func arm(_ handle: OpaquePointer) {
        let address = Int(bitPattern: PQgetCancel(handle))
        ticket.withLock { $0 = Ticket(address: address) }
    }

    func disarm() { ticket.withLock { $0 = nil } }

    /// Returns when the server has the request. A failure needs no answer: then nothing is
    /// cancelled, and the statement ends by its own timeout.
    func cancel() {
        ticket.withLock { ticket in
            switch ticket {
            case .some(let ticket):
                var reason = [CChar](repeating: 0, count: 256)
                _ = PQcancel(ticket.pointer, &reason, Int32(reason.count))
            case .none: break
            }
        }
    }
}
