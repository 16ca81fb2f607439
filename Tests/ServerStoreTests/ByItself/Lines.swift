import Synchronization

/// Lines that come in parts.
final class Lines: Sendable {
    private let parts = Mutex<[String]>([])

    func add(_ part: String) { parts.withLock { $0.append(part) } }

    var partsCount: Int { parts.withLock { $0.count } }

    var all: [String] {
        parts.withLock { $0.joined() }.split(separator: "\n").map { String($0) }
    }
}
