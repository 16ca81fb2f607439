import Glibc
import JSON
import Machine
import PostgreSQL
import Testing

/// A server that keeps a PostgreSQL of its own.
@Suite(.toldWithLogs) struct OwnDatabaseTests {
    @Test func `a server starts its own PostgreSQL again when it was killed`() async throws {
        try await Office.withPrivateCluster { office, cluster in
            let server = try await office.serve()
            let created = try await office.type("admin", "book", "create", "Baker & Sons")
            #expect(created.code == 0)
            let process = try #require(cluster.processID)
            kill(process, SIGKILL)
            try await server.says("the database serves again")
            try await until("the server is ready") { try await office.readiness() == 200 }
            #expect(cluster.processID != process)
            #expect(try await office.type("admin", "book", "list").output.contains("Baker & Sons"))
            #expect(try await office.stop() == 0)
            #expect(cluster.processID == nil)
        }
    }

    @Test func `a killed server finds its PostgreSQL again and goes on`() async throws {
        try await Office.withPrivateCluster { office, cluster in
            try await office.serve()
            _ = try await office.type("admin", "book", "create", "Baker & Sons")
            let anna = try await Laptop.joined("anna", to: office)
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            let process = cluster.processID
            await office.kill()
            try await office.serve()
            #expect(cluster.processID == process)
            try await anna.answer("sync", "now")
            #expect(try await anna.answer("sync", "status")["unsent"] == 0)
        }
    }

    @Test func `a data directory may be told from where one stands`() async throws {
        try await Office.withPrivateCluster { office, cluster in
            let words = ["--data-directory", "data", "--listen", "127.0.0.1:\(office.port)"]
            var program = Programs.server(["serve"] + words, [:])
            program.workingDirectory = office.world.directory
            let server = try await office.world.start(program, called: "server")
            try await server.says("listening")
            #expect(cluster.processID != nil)
            server.program.terminate()
            #expect(try await server.ends() == 0)
        }
    }
}
