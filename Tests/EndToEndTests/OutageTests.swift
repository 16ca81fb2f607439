import HTTP
import JSON
import PostgreSQL
import Testing

/// A database that goes away and comes back while changes travel.
@Suite(.toldWithLogs) struct OutageTests {
    @Test func `a server whose database was cut off under load comes back by itself`()
        async throws
    {
        try await Office.withCluster { office, cluster in
            let anna = try await Laptop.joined("anna", to: office)
            let boris = try await Laptop.joined("boris", to: office)
            let writer = Writer(on: anna)
            for _ in 1...2 {
                try await writer.writes(20)
                try await cluster.cutOff()
                #expect(try await office.readiness() == 503)
                #expect(try await office.get("healthz").status == .ok)
                try await writer.writes(20)
                _ = try await cluster.start()
                try await until("the server is ready") { try await office.readiness() == 200 }
            }
            let written = try await writer.finish()
            try await anna.answer("sync", "now")
            #expect(try await office.log() == anna.acknowledged())
            #expect(try await office.log().count == written.count)
            try await boris.answer("sync", "now")
            #expect(try await boris.clientIDs() == written)
        }
    }

    @Test func `while the database is away a laptop is told so and works on`() async throws {
        try await Office.withCluster { office, cluster in
            let anna = try await Laptop.joined("anna", to: office)
            try await cluster.cutOff()
            let reply = try await anna.type("sync", "now")
            #expect(reply.code == 6)
            #expect(reply.complaint.contains("database is away"))
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            #expect(try await anna.answer("sync", "status")["state"] == "offline")
            #expect(try await anna.answer("client", "show", "Ada Ltd")["unsent"] == 1)
            let shown = try await anna.type("client", "show", "Ada Ltd").output
            #expect(shown.contains("Not yet at the server: 1 change"), "\(shown)")
            _ = try await cluster.start()
            try await until("the change has arrived") { try await office.log().count == 1 }
            try await until("the laptop knows it") {
                try await anna.answer("client", "show", "Ada Ltd")["unsent"] == nil
            }
        }
    }

    @Test func `a server that starts before its database waits for it`() async throws {
        try await Office.withCluster { office, cluster in
            await office.kill()
            try await cluster.cutOff()
            try await office.begin()
            #expect(try await office.readiness() == 503)
            _ = try await cluster.start()
            try await until("the server is ready") { try await office.readiness() == 200 }
        }
    }
}
