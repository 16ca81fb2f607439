package import Metrics
import Synchronization

/// What the queue counts of itself.
package final class JobMetrics: Sendable {
    /// How a run ended, as the counter names it.
    enum End: String { case done, failed, dead, postponed, cancelled, lost }

    private let jobs: Family<Gauge>
    private let oldest: Family<Gauge>
    private let runs: Family<Counter>
    private let failures: Family<Counter>
    private let seconds: Family<Histogram>
    private let rescues: Family<Counter>
    private let refusals: Family<Counter>
    private let leader: Gauge
    private let shown = Mutex<Set<[String]>>([])

    /// Registers everything.
    package init(in registry: Registry) {
        jobs = registry.gauges(
            "counterfoil_jobs", "Jobs in the queue by what they do.", labels: ["kind", "state"])
        oldest = registry.gauges(
            "counterfoil_jobs_oldest_seconds",
            "For how long the oldest job has been due, or has run.", labels: ["kind", "state"])
        runs = registry.counters(
            "counterfoil_job_runs_total", "Runs that ended here, by how.", labels: ["kind", "end"])
        failures = registry.counters(
            "counterfoil_job_failures_total", "Runs that failed here.", labels: ["kind"])
        seconds = registry.histograms(
            "counterfoil_job_run_seconds", "How long runs take.", labels: ["kind"],
            bounds: [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120, 600])
        rescues = registry.counters(
            "counterfoil_jobs_rescued_total", "Jobs taken from workers that were lost.",
            labels: ["kind"])
        refusals = registry.counters(
            "counterfoil_job_writes_refused_total", "Late writes for jobs that others have.",
            labels: ["kind"])
        leader = registry.gauge(
            "counterfoil_jobs_leader", "Whether this process makes the jobs of schedules.")
    }

    /// Takes the counts of the whole queue over.
    package func show(_ counts: [JobCount]) {
        let present = Set(counts.map { [$0.kind, $0.state] })
        let gone = shown.withLock { shown in
            defer { shown.formUnion(present) }
            return shown.subtracting(present)
        }
        for labels in gone {
            jobs.with(labels[0], labels[1]).set(0)
            oldest.with(labels[0], labels[1]).set(0)
        }
        for count in counts {
            jobs.with(count.kind, count.state).set(Double(count.count))
            oldest.with(count.kind, count.state).set(count.oldestSeconds)
        }
    }

    func ran(_ kind: String, for time: Duration) { seconds.with(kind).observe(time) }

    func ended(_ kind: String, as end: End) {
        runs.with(kind, end.rawValue).increment()
        if [.failed, .dead].contains(end) { failures.with(kind).increment() }
    }

    func rescued(_ kind: String) { rescues.with(kind).increment() }

    func refused(_ kind: String) { refusals.with(kind).increment() }

    func leads(_ isLeader: Bool) { leader.set(isLeader ? 1 : 0) }
}
