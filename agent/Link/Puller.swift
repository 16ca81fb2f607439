import AgentStore
import Wire

/// Fetches what others have written, from where this laptop stopped.
struct Puller: Sendable {
    let store: AgentStore
    let line: ServerLine

    /// Applies one answer of the server, which may hold the question for a while; tells how many
    /// entries came and whether there are more.
    func pull(
        from enrolment: Enrolment, waitSeconds: UInt32
    ) async throws -> (count: Int, isComplete: Bool) {
        let cursor = try await store.cursor()
        let answer = try await line.exchange(
            Pull(after: cursor, waitSeconds: waitSeconds), "pull", of: enrolment,
            for: Entries.self)
        guard answer.head >= cursor else {
            throw AgentStoreError.logDoesNotFit(position: answer.head, expected: cursor + 1)
        }
        try await store.ingest(
            answer.entries.map {
                AgentStore.LogEntry(
                    position: $0.position, effective: $0.effective, payload: $0.payload)
            })
        let last = answer.entries.last?.position ?? cursor
        guard !answer.entries.isEmpty || last >= answer.head else {
            // Asking again at once, for ever, would help nobody.
            throw LinkError.broken(reason: "it says that there is more and does not send it")
        }
        return (answer.entries.count, last >= answer.head)
    }
}
