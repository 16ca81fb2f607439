import JSON
import Testing

/// Who may run, and when.
@Suite(.toldWithLogs) struct OneAtATimeTests {
    @Test func `a second agent on a directory leaves with 75 and a sentence`() async throws {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            let reply = try await Reply(of: Programs.agent(["run"], anna.variables))
            #expect(reply.code == 75)
            #expect(reply.complaint.contains("An agent is running on \(anna.home) already"))
            #expect(try await anna.clients() == [])
        }
    }

    @Test func `any command starts the agent, and no command after it was stopped`() async throws {
        try await World.with { world in
            let anna = Laptop("anna", in: world)
            #expect(try await anna.answer("agent", "status")["process"] == .null)
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            #expect(try await anna.answer("agent", "status")["process"]?.integer != nil)
            try await anna.answer("agent", "stop")
            for words in [["client", "list"], ["sync", "now"]] {
                let reply = try await anna.type(words[0], words[1])
                #expect(reply.code == 75)
                #expect(reply.complaint.contains("'counterfoil agent start'"))
            }
            try await anna.answer("agent", "start")
            #expect(try await anna.clients().count == 1)
            try await anna.answer("agent", "stop")
        }
    }

    @Test func `commands that start the agent at the same time share one`() async throws {
        try await World.with { world in
            let anna = Laptop("anna", in: world)
            let codes = try await withThrowingTaskGroup(of: Int32?.self) { group in
                for number in 1...4 {
                    group.addTask {
                        try await anna.type("client", "add", "--name", "Client \(number)").code
                    }
                }
                return try await group.reduce(into: [Int32?]()) { $0.append($1) }
            }
            #expect(codes == [0, 0, 0, 0])
            #expect(try await anna.clients().count == 4)
            #expect(try anna.replicaCount() == 1)
            try await anna.answer("agent", "stop")
        }
    }

    @Test func `a second server on a data directory leaves with 75 and a sentence`() async throws {
        try await Office.withPrivateCluster { office, cluster in
            try await office.serve()
            let reply = try await office.type("serve", "--listen", "127.0.0.1:\(Port.free())")
            #expect(reply.code == 75)
            #expect(reply.complaint.contains("A server is running on"))
            #expect(try await office.readiness() == 200)
        }
    }
}
