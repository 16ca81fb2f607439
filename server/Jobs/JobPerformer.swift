import Bytes
import Logging
import Machine
import PostgreSQL

/// Runs one job and says what becomes of it.
struct JobPerformer: Sendable {
    let roster: JobRoster
    let pool: Pool
    let bench: Workbench
    let log: Logger
    let metrics: JobMetrics

    /// Runs the job to its end. Whatever happens in it ends here.
    @concurrent func perform(_ job: FetchedJob) async -> Finish {
        let began = ContinuousClock.now
        let run = JobRun(job, pool: pool)
        let ending = await ending(of: job, run)
        let fate = run.isComplete ? nil : fate(of: job, after: ending)
        metrics.ran(job.kind, for: ContinuousClock.now - began)
        tell(fate, of: job, wasComplete: run.isComplete)
        return Finish(id: job.id, kind: job.kind, fence: job.fence, fate: fate)
    }

    private func ending(of job: FetchedJob, _ run: JobRun) async -> RunEnding {
        guard let entry = roster.entries[job.kind] else {
            return .failed("This process does not know the kind.")
        }
        do {
            return .said(try await entry.perform(job.arguments, run))
        } catch {
            // A run that was told to end usually throws; then the reason counts and not the error.
            if let interruption = await bench.interruption(of: job.id) {
                return .interrupted(interruption)
            }
            return .failed("\(error)")
        }
    }

    private func fate(of job: FetchedJob, after ending: RunEnding) -> Fate? {
        var random = SystemRandom()
        return Fate.after(
            ending, attempt: job.attempt, attemptsMax: job.attemptsMax,
            backoff: roster.entries[job.kind]?.terms.backoff ?? JobTerms().backoff,
            using: &random)
    }

    private func tell(_ fate: Fate?, of job: FetchedJob, wasComplete: Bool) {
        let (kind, id) = (LogField.text("kind", job.kind), LogField.text("job", job.id.text))
        switch fate {
        case .done: metrics.ended(job.kind, as: .done)
        case nil where wasComplete: metrics.ended(job.kind, as: .done)
        case nil:
            metrics.ended(job.kind, as: .lost)
            log.warning("a run lost its lease, and nothing of it is written", kind, id)
        case .again(_, let reason):
            metrics.ended(job.kind, as: .failed)
            log.warning(
                "job failed and runs again", kind, id, .integer("attempt", job.attempt),
                .text("why", reason))
        case .dead(let reason):
            metrics.ended(job.kind, as: .dead)
            log.error(
                "job is dead", kind, id, .integer("attempt", job.attempt), .text("why", reason))
        case .postponed: metrics.ended(job.kind, as: .postponed)
        case .cancelled:
            metrics.ended(job.kind, as: .cancelled)
            log.info("job was cancelled", kind, id)
        }
    }
}
