import AgentSocket
import JSON
import Synchronization

/// Somebody who adds clients on a laptop as fast as the agent takes them, and remembers which
/// were acknowledged.
final class Writer: Sendable {
    private let state = Mutex(State())
    private let task = Mutex<Task<Void, any Error>?>(nil)

    private struct State {
        var acknowledged: Set<String> = []
        var isTold = false
    }

    /// Begins to write; ends when told to, after so many, or when the agent is gone.
    init(on laptop: Laptop, countMax: Int = 5_000) {
        let writing = Task {
            for number in 1...countMax where !isTold {
                let body: JSONValue = ["name": .string("Client \(number) of \(laptop.name)")]
                do {
                    let client = try await laptop.ask(.post, "clients", body: body)
                    remember(client["id"]?.string ?? "")
                } catch AgentFailure.notRunning, AgentFailure.interrupted {
                    return
                }
            }
        }
        task.withLock { $0 = writing }
    }

    /// The ids of those that the agent has acknowledged.
    var acknowledged: Set<String> { state.withLock { $0.acknowledged } }

    /// Waits until so many more are acknowledged.
    func writes(_ count: Int) async throws {
        let goal = acknowledged.count + count
        try await until("\(goal) clients are acknowledged") { acknowledged.count >= goal }
    }

    /// Tells the writer to end, and waits for it.
    @discardableResult
    func finish() async throws -> Set<String> {
        state.withLock { $0.isTold = true }
        try await task.withLock { $0 }?.value
        return acknowledged
    }

    private var isTold: Bool { state.withLock { $0.isTold } }

    private func remember(_ id: String) {
        state.withLock { _ = $0.acknowledged.insert(id) }
    }
}

extension Laptop {
    /// The ids of the clients that are listed.
    func clientIDs() async throws -> Set<String> {
        Set(try await clients().compactMap { $0["id"]?.string })
    }
}
