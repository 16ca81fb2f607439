import Bytes
package import Logging
import Machine
package import PostgreSQL

/// Works off the jobs of its roster until its task is cancelled.
///
/// taking → (cancelled) → draining: nothing more is taken, what runs goes on → (idle, or time is
/// over) → ending: what still runs is told to end → giving back: what did not end waits again →
/// gone. While the database is away it waits, and goes on by itself.
package struct JobCrew: Sendable {
    /// Connections for keeping the queue's books, which no job can use up.
    private static let ledgerConnectionsMax = 3

    /// This life of this process, as the queue's tables name it.
    package let worker: WorkerID
    let terms: CrewTerms
    let roster: JobRoster
    let ledger: Pool
    let bench: Workbench
    let completer: JobCompleter
    let performer: JobPerformer
    let log: Logger
    let metrics: JobMetrics
    let arrivals = Bell()
    let beats = Bell()
    let elections = Bell()
    let rescues = Bell()
    let watches = Bell()
    private let settings: ConnectionSettings

    /// - Parameters:
    ///   - pool: what the jobs themselves use.
    package init(
        _ roster: JobRoster, terms: CrewTerms = CrewTerms(), settings: ConnectionSettings,
        pool: Pool, log: Logger, metrics: JobMetrics
    ) {
        var random = SystemRandom()
        worker = .timeOrdered(
            milliseconds: UInt64(clamping: SystemClock().unixMilliseconds()), using: &random)
        var options = PoolOptions()
        options.size = Self.ledgerConnectionsMax
        var planned = settings
        planned.isPlannedEachTime = true
        let (ledger, arrivals) = (Pool(planned, options: options), arrivals)
        let bench = Workbench(roster: roster, slots: terms.slots, batchMax: terms.batchMax)
        let log = log.with(.text("worker", worker.text))
        completer = JobCompleter(pool: ledger, batchMax: terms.batchMax) { finishes, refused in
            await bench.release(finishes.map(\.id))
            for finish in finishes where refused.contains(finish.id) {
                metrics.refused(finish.kind)
                log.warning(
                    "a late write was refused", .text("kind", finish.kind),
                    .text("job", finish.id.text))
            }
            arrivals.ring()
        } failed: { error in
            log.warning("the ends of runs cannot be written yet", .text("why", "\(error)"))
        }
        performer = JobPerformer(
            roster: roster, pool: pool, bench: bench, log: log, metrics: metrics)
        self.settings = settings
        self.terms = terms
        self.roster = roster
        self.ledger = ledger
        self.bench = bench
        self.log = log
        self.metrics = metrics
    }

    /// Works until the task is cancelled; returns when everything is done or given back.
    package func run() async {
        let told = Bell()
        // The work itself is not cancelled: it has to end in order.
        let work = Task { await conduct(until: told) }
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            told.ring()
        }
    }

    private func conduct(until told: Bell) async {
        let listener = Listener(settings, channels: [JobMessage.channel])
        let fetching = Task { await fetchRoutine.run() }
        let upkeep = Task { await keepUp(listener) }
        for await _ in told.rings { break }
        arrivals.silence()
        await fetching.value
        log.info("no more jobs are taken", .integer("running", await bench.count))
        await endRuns()
        for bell in [beats, elections, rescues, watches] { bell.silence() }
        listener.stop()
        await upkeep.value
        await giveBack()
        await ledger.close()
    }

    /// Everything beside the taking, each at its own pace, until the bells are silenced.
    private func keepUp(_ listener: Listener) async {
        await withDiscardingTaskGroup { group in
            for routine in upkeepRoutines { group.addTask { await routine.run() } }
            group.addTask { await follow(listener.events) }
        }
    }

    private func endRuns() async {
        if await bench.isIdle(within: terms.drain) { return }
        await bench.stop()
        _ = await bench.isIdle(within: terms.grace)
    }

    private func giveBack() async {
        await completer.settle()
        let held = await bench.all
        let keeper = LeaseKeeper(pool: ledger, lease: terms.lease)
        do {
            if !held.isEmpty {
                try await keeper.giveBack(held)
                log.warning("gave back jobs that did not end", .integer("count", held.count))
            }
            try await elector.resign()
        } catch {
            // Their leases run out by themselves.
            log.warning("leases could not be given back", .text("why", "\(error)"))
        }
    }

    private func follow(_ events: AsyncStream<Listener.Event>) async {
        for await event in events {
            switch event {
            case .listening, .reconnected:
                // Something may have been said while nobody listened.
                for bell in [arrivals, beats, elections] { bell.ring() }
            case .notified(_, let payload):
                switch JobMessage(payload) {
                case .waiting(let kind): if roster.entries[kind] != nil { arrivals.ring() }
                case .cancelled: beats.ring()
                case .resigned: elections.ring()
                case nil: continue
                }
            }
        }
    }
}
