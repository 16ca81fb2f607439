internal import Glibc

/// A program to run: which one, with what, where and as whom.
///
/// Nothing is inherited but the environment: no open files, no blocked signals, no terminal input.
package struct Subprocess: Sendable {
    /// A user of this machine by number, without further groups.
    package struct User: Sendable, Hashable {
        /// The user's number.
        package let userID: UInt32
        /// The number of the user's own group.
        package let groupID: UInt32

        /// Takes both numbers.
        package init(userID: UInt32, groupID: UInt32) {
            self.userID = userID
            self.groupID = groupID
        }
    }

    /// What the system tells a program whose parent died.
    package enum DeathSignal: String, Sendable {
        /// End at once.
        case kill = "KILL"
        /// Please end.
        case terminate = "TERM"
        /// End without tidying up, in what programs make of it.
        case quit = "QUIT"
    }

    /// The program's path; a bare name is looked up in PATH.
    package var program: String
    /// What follows the program's name.
    package var arguments: [String]
    /// The whole environment; nil for this program's own.
    package var environment: [String: String]?
    /// Where it starts; nil for where this program is.
    package var workingDirectory: String?
    /// Whom it runs as; nil for whom this program runs as. Needs root.
    package var user: User?
    /// A signal that the system sends it when this program dies, however that happens.
    package var signalOnParentDeath: DeathSignal?

    /// A program with its arguments.
    package init(_ program: String, _ arguments: [String] = []) {
        self.program = program
        self.arguments = arguments
    }

    /// Program and arguments as they are executed: behind setpriv when it must change who it is.
    var command: [String] {
        var command: [String] = []
        if user != nil || signalOnParentDeath != nil { command.append("setpriv") }
        if let user {
            command += [
                "--reuid", "\(user.userID)", "--regid", "\(user.groupID)", "--clear-groups",
            ]
        }
        if let signalOnParentDeath { command += ["--pdeathsig", signalOnParentDeath.rawValue] }
        if !command.isEmpty { command.append("--") }
        return command + [program] + arguments
    }
}

/// How a program ended.
package enum ExitStatus: Sendable, Hashable {
    /// By itself, with this code; 0 says that it did what it should.
    case exited(Int32)
    /// By a signal.
    case signaled(Int32)

    /// Whether it did what it should.
    package var isSuccess: Bool { self == .exited(0) }

    /// Reads what wait(2) says.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7f
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signaled(signal)
    }
}

/// Why a program could not be run.
package enum SubprocessError: Error, Sendable, Hashable {
    /// It could not be started; the number is errno's.
    case notStarted(program: String, errno: Int32)
    /// It did not end in time and was killed.
    case tookTooLong(program: String)
}

extension SubprocessError: CustomStringConvertible {
    /// The sentence for a person.
    package var description: String {
        switch self {
        case .notStarted(let program, let errno):
            "\(program) could not be started: \(String(cString: strerror(errno)))."
        case .tookTooLong(let program):
            "\(program) did not end in time and was stopped."
        }
    }
}
