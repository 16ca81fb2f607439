/// The jobs that run in this process.
///
/// 1. Never more than `slots` are held, and never more of a kind than its terms allow.
/// 2. A job is held from when it was taken until its end is written, so its lease is kept for as
///    long.
/// 3. A run is told to end once, for the first reason that there was.
actor Workbench {
    private struct Held {
        let kind: String
        let fence: Int64
        let timeout: Duration
        let began: ContinuousClock.Instant
        var leaseEnd: ContinuousClock.Instant
        var run: Task<Void, Never>?
        var interruption: Interruption?
    }

    private let roster: JobRoster
    private let slots: Int
    private let batchMax: Int
    private let clock = ContinuousClock()
    private var held: [JobID: Held] = [:]
    private var counts: [String: Int] = [:]
    private var idlers: [CheckedContinuation<Bool, Never>] = []

    init(roster: JobRoster, slots: Int, batchMax: Int) {
        self.roster = roster
        self.slots = slots
        self.batchMax = batchMax
    }

    /// How many jobs are held.
    var count: Int { held.count }

    /// How many more may be taken.
    var room: Room {
        let total = min(slots - held.count, batchMax)
        let kinds = roster.entries.values.compactMap { entry -> Room.Place? in
            let left = entry.terms.concurrencyMax - counts[entry.kind, default: 0]
            guard left > 0 else { return nil }
            return Room.Place(
                kind: entry.kind, count: min(left, total),
                overallMax: entry.terms.overallConcurrencyMax)
        }
        return Room(total: total, kinds: kinds.sorted { $0.kind < $1.kind })
    }

    /// Begins the runs of jobs that were just taken.
    func begin(
        _ jobs: [FetchedJob], leaseEnd: ContinuousClock.Instant,
        perform: @escaping @concurrent @Sendable (FetchedJob) async -> Void
    ) {
        let now = clock.now
        for job in jobs {
            counts[job.kind, default: 0] += 1
            let timeout = roster.entries[job.kind]?.terms.timeout ?? .zero
            held[job.id] = Held(
                kind: job.kind, fence: job.fence, timeout: timeout, began: now,
                leaseEnd: leaseEnd, run: Task { await perform(job) })
        }
    }

    /// Lets go of jobs whose end was dealt with.
    func release(_ ids: [JobID]) {
        for id in ids {
            guard let gone = held.removeValue(forKey: id) else { continue }
            counts[gone.kind, default: 1] -= 1
        }
        if held.isEmpty { tellIdlers(true) }
    }

    /// Why a run was told to end; `nil` when it was not.
    func interruption(of id: JobID) -> Interruption? { held[id]?.interruption }

    // MARK: Leases

    /// The jobs whose leases are to be kept.
    ///
    /// A run that goes on for a whole lease after it was told to end no longer counts: its lease
    /// runs out, and the job is rescued.
    func worthKeeping(lease: Duration) -> [(id: JobID, fence: Int64)] {
        let now = clock.now
        return held.filter { _, job in
            switch job.interruption {
            case .lost: false
            case .timeout: now < job.began + job.timeout + lease
            case nil, .cancelled, .stopping: true
            }
        }.map { (id: $0.key, fence: $0.value.fence) }
    }

    /// Every job that is held.
    var all: [(id: JobID, fence: Int64)] {
        held.filter { $0.value.interruption != .lost }.map { (id: $0.key, fence: $0.value.fence) }
    }

    /// Takes note of what the keeper learned about those it asked for.
    func learned(
        _ kept: [LeaseKeeper.Kept], of asked: [(id: JobID, fence: Int64)],
        leaseEnd: ContinuousClock.Instant
    ) {
        let known = Set(kept.map(\.id))
        for job in kept {
            held[job.id]?.leaseEnd = leaseEnd
            if job.isCancelRequested { interrupt(job.id, because: .cancelled) }
        }
        for (id, fence) in asked where !known.contains(id) && held[id]?.fence == fence {
            interrupt(id, because: .lost)
        }
    }

    /// Tells runs to end that took too long, or whose lease cannot be kept.
    func watch() {
        let now = clock.now
        for (id, job) in held where job.interruption == nil {
            if now >= job.leaseEnd {
                interrupt(id, because: .lost)
            } else if now >= job.began + job.timeout {
                interrupt(id, because: .timeout(job.timeout))
            }
        }
    }

    /// Tells every run to end.
    func stop() {
        for id in held.keys { interrupt(id, because: .stopping) }
    }

    /// Waits until nothing is held, but not beyond a time; tells whether it came to that.
    func isIdle(within time: Duration) async -> Bool {
        guard !held.isEmpty else { return true }
        let timer = Task {
            try await Task.sleep(for: time)
            tellIdlers(false)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { idlers.append($0) }
    }

    private func interrupt(_ id: JobID, because reason: Interruption) {
        guard let job = held[id], job.interruption == nil else { return }
        held[id]?.interruption = reason
        job.run?.cancel()
    }

    private func tellIdlers(_ isIdle: Bool) {
        for idler in idlers { idler.resume(returning: isIdle) }
        idlers = []
    }
}
