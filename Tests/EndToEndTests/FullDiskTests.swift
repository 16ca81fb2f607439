import AgentSocket
import JSON
import Testing

/// A laptop whose disk is full.
@Suite(.toldWithLogs, .enabled(if: SmallDisk.isPossible, "Only root can mount a small disk."))
struct FullDiskTests {
    @Test func `on a full disk nothing is half done, and work goes on when there is room`()
        async throws
    {
        try await Office.with { world, office in
            let anna = Laptop("anna", in: world)
            try await onSmallDisk(anna.home) { disk in
                try await anna.start()
                try await anna.join(office)
                try await anna.answer("client", "add", "--name", "Ada Ltd")
                try disk.fill()
                try await fillTheLog(of: anna)
                let ids = try await anna.clientIDs()
                let reply = try await anna.type("client", "add", "--name", "Baker & Sons")
                #expect(reply.code == 75)
                #expect(reply.complaint.contains("The disk is full"))
                #expect(reply.complaint.contains("Free some space"))
                #expect(try await anna.clientIDs() == ids)
                disk.free()
                try await anna.answer("client", "add", "--name", "Baker & Sons")
                try await anna.answer("sync", "now")
                #expect(try await anna.clients().count == ids.count + 1)
                #expect(try await office.log() == anna.acknowledged())
                #expect(try await office.log().count == ids.count + 1)
                #expect(try anna.isIntact())
                await world.end()
            }
        }
    }

    @Test func `an agent that starts on a full disk says so, and starts when there is room`()
        async throws
    {
        try await World.with { world in
            let anna = Laptop("anna", in: world)
            try await onSmallDisk(anna.home) { disk in
                try disk.fill()
                let agent = try await Reply(of: Programs.agent(["run"], anna.variables))
                #expect(agent.code == 75)
                #expect(agent.complaint.contains("Free some space"))
                let command = try await anna.type("client", "list")
                #expect(command.code == 75)
                #expect(command.complaint.contains("disk"))
                disk.free()
                try await anna.start()
                try await anna.answer("client", "add", "--name", "Ada Ltd")
                #expect(try await anna.clients().count == 1)
                #expect(try anna.isIntact())
                await world.end()
            }
        }
    }

    /// Adds clients until the room that the database still has in its files is used up.
    private func fillTheLog(of laptop: Laptop) async throws {
        for number in 1...5_000 {
            do {
                let body: JSONValue = ["name": .string("Client \(number)")]
                _ = try await laptop.ask(.post, "clients", body: body)
            } catch AgentFailure.refused(let refused) {
                return #expect(refused.kind == "try_later")
            }
        }
        throw Trouble(description: "The disk did not become full.")
    }

    private func onSmallDisk(
        _ directory: String, _ body: (SmallDisk) async throws -> Void
    ) async throws {
        guard try await SmallDisk.with(at: directory, body) != nil else {
            try Test.cancel("This machine lets nobody mount a file system.")
        }
    }
}
