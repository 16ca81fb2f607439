import AgentSocket
import JSON
import Synchronization
import Testing

struct ExportRouteTests {
    @Test func `a book that changes while it is written out is written as it was at one moment`()
        async throws
    {
        try await RunningAgent.with { agent in
            let note = String(repeating: "A long note. ", count: 30)
            for number in 1...550 {
                _ = try await agent.client.ask(
                    .post, ["clients"], body: ["name": .string("\(number)"), "note": .string(note)])
            }
            let before = try await agent.exported()
            let during = try await agent.exported { try await agent.add("meanwhile") }
            #expect(during == before)
            #expect(during.split(separator: 0x0A).count == 550)
            let after = try await agent.exported()
            #expect(after.split(separator: 0x0A).count == 551)
        }
    }
}

extension RunningAgent {
    /// The whole book; something may happen when the first bytes of it have come.
    func exported(
        meanwhile: @escaping @Sendable () async throws -> String? = { nil }
    ) async throws -> [UInt8] {
        let collected = Mutex<[UInt8]>([])
        try await client.read(["export"]) { bytes in
            let isFirst = collected.withLock { collected in
                defer { collected += bytes }
                return collected.isEmpty
            }
            if isFirst { _ = try await meanwhile() }
        }
        return collected.withLock { $0 }
    }
}
