import AgentSocket
import CommandLine
import Machine

/// Turns what the agent refused into exit codes and sentences.
enum Failures {
    /// The agent was stopped by its owner.
    static let held = CommandFailure(
        .tryLater, "The agent is stopped; 'counterfoil agent start' starts it again.")

    static func translate(_ error: any Error) -> CommandFailure? {
        switch error {
        case AgentFailure.notRunning:
            CommandFailure(.tryLater, "The agent does not run; 'counterfoil agent start'.")
        case AgentFailure.foreignSocket(let path):
            CommandFailure(
                .failure,
                "\(path) belongs to another user, so nothing was asked there. Look who made it, "
                    + "or name a directory of your own in COUNTERFOIL_HOME.")
        case AgentFailure.interrupted(let reason):
            CommandFailure(
                .tryLater, "The agent ended before it answered; look whether it was done. \(reason)"
            )
        case AgentFailure.broken:
            CommandFailure(
                .failure, "The agent's answer makes no sense; is it of another release?")
        case AgentFailure.refused(let refused): failure(of: refused)
        case let error as MachineError where error.isDiskFull:
            CommandFailure(.tryLater, "\(error)")
        default: nil
        }
    }

    private static func failure(of refused: Refused) -> CommandFailure {
        CommandFailure(
            code(of: refused), refused.message,
            details: refused.fields.map { "\($0.path): \($0.expectation)\(remedy($0.path))" },
            error: refused.kind)
    }

    /// The command that fills in what is missing of another record than the one at hand.
    private static func remedy(_ path: String) -> String {
        // The record at hand is mended by giving its command something else.
        guard path.contains(".") else { return "" }
        if path == "draft.lines" { return " 'counterfoil invoice line add' adds one." }
        if path.hasPrefix("draft.lines[") { return " 'counterfoil invoice line edit' mends it." }
        return switch path.split(separator: ".").first {
        case "settings": " 'counterfoil settings edit' fills it in."
        case "client": " 'counterfoil client edit' fills it in."
        case "draft": " 'counterfoil invoice edit' fills it in."
        default: ""
        }
    }

    private static func code(of refused: Refused) -> ExitCode {
        switch refused.status {
        case 400, 413, 422: .validation
        case 404: .notFound
        case 409, 412: .conflict
        case 502: .networkNeeded
        case 503: .tryLater
        default: .failure
        }
    }
}
