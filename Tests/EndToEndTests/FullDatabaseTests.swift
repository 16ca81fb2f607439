import AgentSocket
import JSON
import PostgreSQL
import Testing

/// A server whose database has no room left on its disk.
@Suite(.toldWithLogs, .enabled(if: SmallDisk.isPossible, "Only root can mount a small disk."))
struct FullDatabaseTests {
    /// Room for a cluster and a book, and not for much more.
    private static let megabytes = 120

    @Test func `what finds no room in the database waits on its laptop and arrives later`()
        async throws
    {
        try await World.with { world in
            let place = world.directory + "/disk"
            let outcome: Void? = try await SmallDisk.with(
                at: place, megabytes: Self.megabytes, mode: "755"
            ) { disk in
                try await Self.fillUp(disk, at: place, in: world)
            }
            guard outcome != nil else {
                try Test.cancel("This machine lets nobody mount a file system.")
            }
        }
    }

    private static func fillUp(
        _ disk: SmallDisk, at place: String, in world: World
    ) async throws {
        let cluster = try PrivateCluster(directory: place + "/cluster", durability: .disposable)
        let settings = try await cluster.start()
        do {
            try await Office.prepare(settings)
            let flags = ["--database-url", try await settings.url()]
            let office = Office(in: world, flags: flags, settings: settings)
            try await office.serve()
            let anna = try await Laptop.joined("anna", to: office)
            try disk.fill()
            try await writeUntilRefused(on: anna)
            let unsent = try await anna.answer("sync", "status")["unsent"]?.integer ?? 0
            #expect(unsent > 0)
            disk.free()
            // A database that found no room for its own log has ended.
            if cluster.processID == nil { _ = try await cluster.start() }
            try await until("everything is sent") {
                try await anna.type("sync", "now").code == 0
            }
            #expect(try await office.log() == anna.acknowledged())
            let exports = [
                try await anna.type("book", "export").output,
                try await office.type("admin", "export").output,
            ]
            #expect(exports[0] == exports[1] && !exports[0].isEmpty)
        } catch {
            await world.end()
            try? await cluster.stop()
            throw error
        }
        await world.end()
        try await cluster.stop()
    }

    /// Adds clients with long notes until the database has no room for them.
    private static func writeUntilRefused(on laptop: Laptop) async throws {
        let note = String(repeating: "A long story. ", count: 700)
        for number in 1...2_000 {
            let body: JSONValue = ["name": .string("Client \(number)"), "note": .string(note)]
            _ = try await laptop.ask(.post, "clients", body: body)
            guard number % 20 == 0 else { continue }
            let reply = try await laptop.type("sync", "now")
            guard reply.code != 0 else { continue }
            #expect(reply.code == 6 || reply.code == 75)
            #expect(reply.complaint.contains("try again in a moment"), "\(reply.complaint)")
            return
        }
        throw Trouble(description: "The database did not become full.")
    }
}
