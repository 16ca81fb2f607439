import Bytes
import Logging

/// What a crew does again and again.
extension JobCrew {
    var elector: LeaderElector {
        LeaderElector(pool: ledger, worker: worker, duty: "schedules", lease: terms.leaderLease)
    }

    /// Takes jobs whenever some may have come, or a slot became free.
    var fetchRoutine: Routine {
        let fetcher = JobFetcher(pool: ledger, worker: worker, lease: terms.lease)
        return routine("fetching", every: terms.poll, on: arrivals) {
            while true {
                let room = await bench.room
                // The lease begins to run before the answer is here.
                let leaseEnd = ContinuousClock.now + terms.lease
                let jobs = try await fetcher.fetch(room)
                guard !jobs.isEmpty else { return }
                await bench.begin(jobs, leaseEnd: leaseEnd) { job in
                    await completer.add(await performer.perform(job))
                }
            }
        }
    }

    /// Everything beside the taking.
    var upkeepRoutines: [Routine] {
        [
            routine("keeping leases", every: terms.beat, on: beats, beat),
            routine("rescuing", every: terms.rescue, on: rescues, rescue),
            routine("leading", every: terms.election, on: elections, lead),
            routine("watching", every: terms.watch, on: watches) { await bench.watch() },
        ]
    }

    private func routine(
        _ name: String, every interval: Duration, on bell: Bell,
        _ body: @escaping @Sendable () async throws -> Void
    ) -> Routine {
        Routine(name: name, interval: interval, bell: bell, log: log, body: body)
    }

    @Sendable private func beat() async throws {
        await completer.retry()
        let held = await bench.worthKeeping(lease: terms.lease)
        let leaseEnd = ContinuousClock.now + terms.lease
        let kept = try await LeaseKeeper(pool: ledger, lease: terms.lease).keep(held)
        await bench.learned(kept, of: held, leaseEnd: leaseEnd)
    }

    @Sendable private func rescue() async throws {
        for finish in try await JobRescuer(pool: ledger).rescue() {
            metrics.rescued(finish.kind)
            log.warning(
                "took a job from a worker that was lost", .text("kind", finish.kind),
                .text("job", finish.id.text),
                .bool("dead", finish.fate?.state == .dead))
        }
    }

    @Sendable private func lead() async throws {
        let isLeader = try await elector.stand()
        metrics.leads(isLeader)
        guard isLeader else { return }
        let scheduler = JobScheduler(pool: ledger, worker: worker, duty: elector.duty)
        for schedule in roster.schedules { try await scheduler.follow(schedule) }
    }
}
