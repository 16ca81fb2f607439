/// Why the queue did not do what was asked.
package enum JobError: Error, Hashable, Sendable {
    /// A kind's name is no name.
    case malformedKind(String)
    /// The arguments of a job have too many bytes.
    case argumentsTooLong(kind: String, bytes: Int, bytesMax: Int)
    /// The arguments of a job are not those of its kind.
    case malformedArguments(kind: String)
    /// A key that makes a job unique is empty or too long.
    case malformedKey(kind: String)
    /// Somebody else has the job: what this worker wanted to write was refused.
    case leaseLost(JobID)
    /// One run named two of its steps alike.
    case stepRepeated(String)
    /// A step's name or its result has too many bytes.
    case stepTooLong(String)
    /// A schedule's rhythm cannot be read.
    case malformedRhythm(String)
    /// There is no such job.
    case noSuchJob(JobID)
    /// The job is in a state in which this cannot be done.
    case refused(JobID, state: JobState)
    /// Another job does the same by now.
    case succeeded(JobID, by: JobID)
}

extension JobError: CustomStringConvertible {
    /// What failed, on what, and what can be done.
    package var description: String {
        switch self {
        case .malformedKind(let kind):
            "'\(kind)' is no kind of job; a kind is 1 to 100 small letters, digits, dots, hyphens."
        case .argumentsTooLong(let kind, let bytes, let bytesMax):
            "The arguments of a job \(kind) have \(bytes) bytes; \(bytesMax) are allowed. Pass an "
                + "id instead of the content."
        case .malformedArguments(let kind):
            "The arguments of a job \(kind) cannot be read by this release."
        case .malformedKey(let kind):
            "The key that makes a job \(kind) unique has 1 to 300 characters."
        case .leaseLost(let id):
            "The lease of job \(id) was lost: another worker has it now, or it was stopped."
        case .stepRepeated(let name):
            "Two steps of one run are called '\(name)'; each needs a name of its own."
        case .stepTooLong(let name):
            "The step '\(name.prefix(100))' has a name of more than 100 characters or a result of "
                + "more than 64 KiB."
        case .malformedRhythm(let text):
            "'\(text)' is no rhythm; write five fields: minute hour day month weekday."
        case .noSuchJob(let id):
            "There is no job \(id); 'counterfoil-server jobs list' shows which there are."
        case .succeeded(let id, let other):
            "Job \(id) cannot run again: job \(other) has the same key and does it."
        case .refused(let id, let state):
            "Job \(id) is \(state.rawValue), so this cannot be done."
        }
    }
}
