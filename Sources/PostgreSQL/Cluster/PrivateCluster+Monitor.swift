package import Machine

extension PrivateCluster {
    /// What befell the server while it was watched.
    package enum Incident: Sendable {
        /// It ended though nobody stopped it.
        case crashed
        /// It serves again.
        case restarted
        /// It could not be started again; the next attempt follows.
        case restartFailed(String)
    }

    /// Watches the server until the task is cancelled, and starts it again when it ended though
    /// nobody called `stop()`.
    package func monitor(
        every interval: Duration = .milliseconds(500),
        backoff: Backoff = Backoff(first: .milliseconds(500), longest: .seconds(30)),
        _ report: @Sendable (Incident) -> Void
    ) async {
        while !Task.isCancelled {
            if isWanted, processID == nil {
                report(.crashed)
                await restart(backoff, report)
            }
            // A cancelled sleep ends early, and the loop with it.
            try? await Task.sleep(for: interval)
        }
    }

    private func restart(_ backoff: Backoff, _ report: @Sendable (Incident) -> Void) async {
        var failures = 0
        while isWanted, !Task.isCancelled {
            do {
                guard try await bringUp() != nil else { return }
                return report(.restarted)
            } catch {
                report(.restartFailed("\(error)"))
                failures += 1
            }
            // A cancelled wait ends early, and the loop with it.
            try? await backoff.wait(afterFailures: failures)
        }
    }
}
