import AgentStore
import Sync

/// What the server knows to be lost.
extension Synchronizer {
    private static let patience: Duration = .seconds(2)

    /// Which positions of the log, as it was before the server was restored, nobody has brought, if
    /// the server tells soon: nobody waits for long to be told, and without it nothing is known.
    package func lostEntries() async -> [ClosedRange<UInt64>] {
        guard await status.state == .upToDate else { return [] }
        let book = store.book
        return await withTaskGroup(of: [ClosedRange<UInt64>].self) { group in
            group.addTask {
                let told = try? await self.asLaptop { line, server, token in
                    try await line.lost(of: book, at: server, token)
                }
                return told ?? []
            }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return []
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? []
        }
    }
}
