import AgentSocket
import CommandLine
import JSON

/// The first exchange of a book that has just come to this laptop: whoever asks for something next
/// finds what the team has.
struct FirstExchange: Sendable {
    private static let lookMilliseconds: Int64 = 300

    let agent: RunningAgent

    /// Waits for the book, and shows how far it has come; if it does not come now, it does later.
    func wait(_ console: Console) async {
        let showing = Task { await show(on: console) }
        var isThere = true
        do {
            _ = try await agent.ask(.post, ["sync"], body: [:])
        } catch {
            isThere = false
        }
        showing.cancel()
        await showing.value
        console.progress.erase()
        if isThere { return }
        console.note("Its records come as soon as they can; 'counterfoil sync status' tells more.")
    }

    private func show(on console: Console) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(Self.lookMilliseconds))
            guard let status = try? await agent.ask(.get, ["sync"]), !Task.isCancelled else {
                continue
            }
            console.progress.update("\("\(status["position"]?.integer ?? 0)") changes are here")
        }
    }
}
