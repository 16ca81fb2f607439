import Machine

/// What becomes of a job after a run.
enum Fate: Hashable, Sendable {
    /// It is done.
    case done
    /// It failed and runs again.
    case again(after: Duration, reason: String)
    /// It runs again, and the run that ended does not count.
    case postponed(after: Duration)
    /// It is dead.
    case dead(reason: String)
    /// It was stopped.
    case cancelled
}

/// How a run ended.
enum RunEnding: Hashable, Sendable {
    /// It said so itself.
    case said(JobOutcome)
    /// It threw this.
    case failed(String)
    /// It ended because it was told to.
    case interrupted(Interruption)
}

/// Why a run was told to end.
enum Interruption: Hashable, Sendable {
    /// It took longer than its kind may.
    case timeout(Duration)
    /// A person stopped the job.
    case cancelled
    /// Another worker may have the job: nothing is to be written for it.
    case lost
    /// The process is to stop.
    case stopping
}

extension Fate {
    /// Decides after a run; `nil` when the job is no longer this worker's to decide about.
    static func after(
        _ ending: RunEnding, attempt: Int, attemptsMax: Int, backoff: Backoff,
        using random: inout some RandomNumberGenerator
    ) -> Fate? {
        func failed(_ reason: String) -> Fate {
            if attempt >= attemptsMax { return .dead(reason: reason) }
            let wait = backoff.delay(afterFailures: attempt, using: &random)
            return .again(after: wait, reason: reason)
        }
        switch ending {
        case .said(.done): return .done
        case .said(.postponed(let wait)): return .postponed(after: max(wait, .zero))
        case .said(.impossible(let reason)): return .dead(reason: reason)
        case .failed(let reason): return failed(reason)
        case .interrupted(.timeout(let limit)):
            return failed("It took longer than \(limit.components.seconds) seconds.")
        case .interrupted(.cancelled): return .cancelled
        case .interrupted(.stopping): return .postponed(after: .zero)
        case .interrupted(.lost): return nil
        }
    }

    /// Decides about a job whose worker was lost.
    ///
    /// The first time it runs again at once. A job that loses workers again and again waits longer
    /// each time, so that it meets others less often that would lose their worker with it.
    static func afterLoss(
        attempt: Int, attemptsMax: Int, losses: Int, isCancelRequested: Bool,
        using random: inout some RandomNumberGenerator
    ) -> Fate {
        let reason = "Its worker was lost: the process ended, or was frozen, during the run."
        if isCancelRequested { return .cancelled }
        if attempt >= attemptsMax { return .dead(reason: reason) }
        guard losses > 0 else { return .again(after: .zero, reason: reason) }
        let backoff = Backoff(first: .seconds(1), longest: .seconds(30))
        return .again(after: backoff.delay(afterFailures: losses, using: &random), reason: reason)
    }

    var state: JobState {
        switch self {
        case .done: .done
        case .again, .postponed: .waiting
        case .dead: .dead
        case .cancelled: .cancelled
        }
    }

    var delay: Duration {
        switch self {
        case .again(let wait, _), .postponed(let wait): wait
        case .done, .dead, .cancelled: .zero
        }
    }

    /// By how much the count of attempts is lowered.
    var refund: Int { if case .postponed = self { 1 } else { 0 } }

    /// The reason, bounded and without what could steer a terminal.
    var reason: String? {
        switch self {
        case .again(_, let reason), .dead(let reason): Self.shortened(reason)
        case .done, .postponed, .cancelled: nil
        }
    }

    private static func shortened(_ reason: String) -> String {
        let scalars = reason.unicodeScalars.prefix(1_000).map { scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
