import AgentSocket
import Foundation
import HTTP
import JSON
import Synchronization
import Testing

struct ExportRouteTests {
    private static let payment: JSONValue = [
        "amount": ["value": "10", "currency": "EUR"], "client": "Ada",
    ]

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

extension ExportRouteTests {
    @Test func `one collection is written out as a table`() async throws {
        try await RunningAgent.with { agent in
            let form: JSONValue = [
                "name": "Ada", "note": "=1+1, \"two\"", "billingAddress": ["city": "Łódź"],
            ]
            _ = try await agent.client.ask(.post, ["clients"], body: form)
            let gone = try await agent.add("Gone")
            _ = try await agent.client.ask(.delete, ["clients", gone])
            _ = try await agent.client.ask(.post, ["payments"], body: Self.payment)
            let table = try await agent.exported(query: ["table": "clients"])
            let lines = String(decoding: table, as: UTF8.self).components(separatedBy: "\r\n")
            #expect(lines.count == 3 && lines[2].isEmpty)
            #expect(lines[0].hasPrefix("id,") && lines[0].contains("billingAddress.city"))
            #expect(lines[1].contains("\"'=1+1, \"\"two\"\"\"") && lines[1].contains("Łódź"))
            await #expect(throws: AgentFailure.self) {
                try await agent.exported(query: ["table": "secrets"])
            }
        }
    }
}

extension RunningAgent {
    /// The whole book, or what a question wants of it; something may happen when the first bytes of
    /// it have come.
    func exported(
        query: Query = [:], meanwhile: @escaping @Sendable () async throws -> String? = { nil }
    ) async throws -> [UInt8] {
        let collected = Mutex<[UInt8]>([])
        try await client.read(["export"], query: query) { bytes in
            let isFirst = collected.withLock { collected in
                defer { collected += bytes }
                return collected.isEmpty
            }
            if isFirst { _ = try await meanwhile() }
        }
        return collected.withLock { $0 }
    }
}
