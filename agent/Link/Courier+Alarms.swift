import AgentStore
import Bytes
import Sync

/// Reports to whoever operates the server, beside the conversation: what was put aside, and that
/// laptop and server differ. What could not be reported is reported in the next conversation.
extension Courier {
    /// Reports what was put aside, if there is anything that was not reported.
    func reportQuarantine(in conversation: UInt64) async throws {
        guard reported != conversation, try await desk.hasUntoldQuarantine() else { return }
        reported = conversation
        beside(in: conversation) { courier in
            while true {
                let changes = try await courier.desk.untoldQuarantine()
                guard !changes.isEmpty else { return }
                try await courier.line.raise(.quarantined(changes), in: courier.enrolment)
                try await courier.desk.told(changes)
            }
        }
    }

    /// Reports that both hold something else at the same point of the log, and then halts, also
    /// where it could not be reported.
    func reportDifference(in conversation: UInt64) {
        beside(in: conversation) { courier in
            defer { if !Task.isCancelled { courier.halt(Self.error(for: .differs)) } }
            let parity = try await courier.desk.parity(at: courier.milliseconds)
            try await courier.line.raise(
                .parityLost(point: parity.point, digest: parity.digest), in: courier.enrolment)
        }
    }
}
