import JSON
import Machine
import ServerJobs
import Synchronization

/// A job whose doing a test decides upon, with terms that let it happen at once.
struct Errand: Job {
    static let kind = "test.errand"
    static let terms = JobTerms {
        $0.attemptsMax = 3
        $0.backoff = Backoff(first: .zero, longest: .zero)
    }
    let number: Int
    var arguments: JSONValue { ["number": .integer(Int64(number))] }

    init(_ number: Int = 0) { self.number = number }

    init(arguments: JSONValue) throws {
        guard let number = arguments["number"]?.integer else { throw Unreadable() }
        self.number = Int(number)
    }

    private struct Unreadable: Error {}
}

/// What failed in a run.
struct Mishap: Error, CustomStringConvertible {
    var description: String { "The printer is out of paper." }
}

/// Numbers in the order in which they came.
final class Notes: Sendable {
    private let numbers = Mutex<[Int]>([])

    var all: [Int] { numbers.withLock { $0 } }

    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
}

/// How many are inside at once, and how many were at most.
final class Crowd: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var most: Int { state.withLock { $0.most } }

    func enter() {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
    }

    func leave() { state.withLock { $0.now -= 1 } }
}

/// Where runs wait until a test lets all of them go.
final class Barrier: Sendable {
    private let state = Mutex((isOpen: false, waiting: [CheckedContinuation<Void, Never>]()))

    /// How many wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Waits, whatever becomes of the task.
    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            defer { state = (isOpen: true, waiting: []) }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

/// Waits until the task is told to end.
func untilCancelled() async throws {
    try await Backoff(first: .seconds(3_600), longest: .seconds(3_600)).wait(afterFailures: 1)
}

extension JobRoster {
    /// Knows errands alone.
    static func errands(
        _ perform: @escaping @Sendable (Errand, JobRun) async throws -> JobOutcome
    ) -> JobRoster {
        var roster = JobRoster()
        roster.add(Errand.self, perform: perform)
        return roster
    }
}
