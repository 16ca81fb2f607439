import Sync
import Synchronization

/// Whether the rules object at present to everything that comes.
final class Objecting: Sendable {
    private let state = Mutex(false)

    var objection: Objection? {
        state.withLock { $0 } ? Objection(.notPermitted, rule: "reader") : nil
    }

    func set(_ value: Bool) { state.withLock { $0 = value } }
}
