import PostgreSQL
import Testing

/// The machine of the database is gone for good, and another one that followed it takes over.
@Suite(.toldWithLogs) struct FailoverTests {
    @Test func `a server goes on with the standby, and nothing that was acknowledged is lost`()
        async throws
    {
        try await World.with { world in
            let cluster = try PrivateCluster(
                directory: world.directory + "/cluster", durability: .disposable)
            let settings = try await cluster.start()
            try await Office.prepare(settings)
            let place = world.directory + "/standby"
            try await Standby.with(of: cluster, at: settings, in: place) { standby in
                let office = Office(
                    in: world, flags: ["--database-url", standby.url],
                    settings: try ConnectionSettings(conninfo: standby.url))
                try await office.serve()
                let anna = try await Laptop.joined("anna", to: office)
                let boris = try await Laptop.joined("boris", to: office)
                let writer = Writer(on: anna)
                try await writer.writes(20)
                try await cluster.cutOff()
                try await writer.writes(20)
                try await standby.promote()
                try await until("the server is ready") { try await office.readiness() == 200 }
                let written = try await writer.finish()
                // What the standby had not heard of yet is brought back by the laptops.
                try await agree(anna, boris, on: written, with: office)
                await World.current?.end()
            }
            try await cluster.stop()
        }
    }

    private func agree(
        _ anna: Laptop, _ boris: Laptop, on written: Set<String>, with office: Office
    ) async throws {
        for laptop in [anna, boris, anna] {
            try await until("all of it is exchanged") {
                try await laptop.type("sync", "now").code == 0
            }
        }
        var exports = [try await office.type("admin", "export").output]
        for laptop in [anna, boris] {
            #expect(try await laptop.clientIDs() == written)
            exports.append(try await laptop.type("book", "export").output)
        }
        #expect(Set(exports).count == 1 && !exports[0].isEmpty)
    }
}
