package import Bytes

/// The subject of a job's id.
package enum JobSubject {}

/// Names one job for ever.
package typealias JobID = Identifier<JobSubject>

/// The subject of a worker's id.
package enum WorkerSubject {}

/// Names one life of one process that works off jobs.
package typealias WorkerID = Identifier<WorkerSubject>

/// Where a job is in its life.
///
/// waiting → running → done; running → waiting (failed, postponed, lost); running → dead (failed
/// too often); waiting or running → cancelled; dead or cancelled → waiting (retried by a person).
package enum JobState: String, Sendable, CaseIterable {
    /// It runs when its time has come and there is room.
    case waiting
    /// A worker holds its lease.
    case running
    /// It did what it should.
    case done
    /// It failed too often, or said that it never can.
    case dead
    /// A person stopped it.
    case cancelled
}

/// How a run ended, in the words of who ran it. What is thrown instead is a failure, after which
/// the job waits for its next attempt.
package enum JobOutcome: Hashable, Sendable {
    /// Everything is done.
    case done
    /// It is too early: run again after a while, and do not count this run.
    case postponed(Duration)
    /// It can never succeed.
    case impossible(String)
}
