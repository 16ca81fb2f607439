/// How a program ended, in the one number that a script sees. The numbers never change.
package enum ExitCode: Int32, Sendable, CaseIterable, Error {
    /// Everything that was asked is done.
    case ok = 0
    /// Something went wrong that none of the others names.
    case failure = 1
    /// The command line is not understood.
    case usage = 2
    /// A value breaks a rule.
    case validation = 3
    /// What was named does not exist.
    case notFound = 4
    /// Conflicts are open, or the transition is refused in this state.
    case conflict = 5
    /// The network is needed and absent.
    case networkNeeded = 6
    /// Somebody else is at it; the same command may succeed later.
    case tryLater = 75

    /// The name in `--json` errors.
    package var name: String {
        switch self {
        case .ok: "ok"
        case .failure: "failure"
        case .usage: "usage"
        case .validation: "validation"
        case .notFound: "not_found"
        case .conflict: "conflict"
        case .networkNeeded: "network_needed"
        case .tryLater: "try_later"
        }
    }

    /// What it means, in a few words for `--help`.
    package var meaning: String {
        switch self {
        case .ok: "done"
        case .failure: "something went wrong"
        case .usage: "the command line is not understood"
        case .validation: "a value breaks a rule"
        case .notFound: "what was named does not exist"
        case .conflict: "conflicts are open, or the step is refused in this state"
        case .networkNeeded: "the network is needed and absent"
        case .tryLater: "busy; try again later"
        }
    }
}
