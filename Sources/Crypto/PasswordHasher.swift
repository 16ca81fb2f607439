import Dispatch
import Synchronization

/// Hashes passwords on a few threads of their own, with a line of bounded length before them.
///
/// 1. Never more than `threadsMax` hashes are computed at once, so the memory is bounded:
///    `threadsMax` times the cost's.
/// 2. Who would be more than `waitingMax`-th in line is told `busy` at once.
/// 3. Nothing here blocks the calling task's thread.
package final class PasswordHasher: Sendable {
    private typealias Job = @Sendable () -> Void

    private struct Line {
        var running = 0
        var waiting: [Job] = []
        var head = 0
        var computations = 0

        var count: Int { waiting.count - head }

        mutating func next() -> Job? {
            guard head < waiting.count else { return nil }
            defer {
                head += 1
                if head == waiting.count { (waiting, head) = ([], 0) }
            }
            return waiting[head]
        }
    }

    private let cost: HashingCost
    private let threadsMax: Int
    private let waitingMax: Int
    private let queue = DispatchQueue(label: "counterfoil.passwords", attributes: .concurrent)
    private let line = Mutex(Line())

    /// Sets what a hash costs and how many may be under way.
    package init(cost: HashingCost = .standard, threadsMax: Int = 2, waitingMax: Int = 64) {
        self.cost = cost
        self.threadsMax = threadsMax
        self.waitingMax = waitingMax
    }

    /// How many hashes were computed since the start, for whatever reason.
    package var computations: Int { line.withLock { $0.computations } }

    /// What is stored of a password.
    package func hash(_ password: String) async throws(CryptoError) -> String {
        let (bytes, cost) = (Array(password.utf8), cost)
        return try await run {
            Result { () throws(CryptoError) in
                try PasswordHash.make(bytes, cost: cost)
            }
        }.get()
    }

    /// Whether the password is the one that a hash was made of.
    package func matches(_ password: String, _ hash: String) async throws(CryptoError) -> Bool {
        let bytes = Array(password.utf8)
        return try await run { PasswordHash.matches(bytes, hash) }
    }

    /// Whether a hash should be made anew when its password is next seen.
    package func isOutdated(_ hash: String) -> Bool { PasswordHash.isOutdated(hash, cost: cost) }

    private func run<Value: Sendable>(
        _ compute: @escaping @Sendable () -> Value
    ) async throws(CryptoError) -> Value {
        let value: Value? = await withCheckedContinuation { continuation in
            let isTaken = take { continuation.resume(returning: compute()) }
            if !isTaken { continuation.resume(returning: nil) }
        }
        guard let value else { throw .busy }
        return value
    }

    private func take(_ job: @escaping Job) -> Bool {
        let startsNow: Bool? = line.withLock { line in
            if line.running < threadsMax {
                line.running += 1
                return true
            }
            guard line.count < waitingMax else { return nil }
            line.waiting.append(job)
            return false
        }
        if startsNow == true { queue.async { self.work(job) } }
        return startsNow != nil
    }

    /// Computes one job after the other until the line is empty.
    private func work(_ first: @escaping Job) {
        var job: Job? = first
        while let present = job {
            line.withLock { $0.computations += 1 }
            present()
            job = line.withLock { line in
                let next = line.next()
                if next == nil { line.running -= 1 }
                return next
            }
        }
    }
}
