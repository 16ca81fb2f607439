import JSON
import Testing

/// Programs that are asked to end.
@Suite(.toldWithLogs) struct StopTests {
    @Test func `a server that is asked to end lets go of those who wait, and leaves with 0`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            try await until("the laptop waits for news") {
                try await office.metric("counterfoil_sync_watchers") == "1"
            }
            // The laptop's question would be held for 50 seconds.
            #expect(try await office.stop(secondsMax: 15) == 0)
            try await until("the laptop knows") {
                try await anna.answer("sync", "status")["state"] == "offline"
            }
        }
    }

    @Test func `a push that is under way when the server is asked to end is answered`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            try await until("the server has told the book who joined") {
                try await office.isToldWhoJoined()
            }
            try await anna.answer("sync", "now")
            let server = try await office.holdingBook {
                try await anna.answer("client", "add", "--name", "Ada Ltd")
                try await until("the push waits") { try await office.waitingCount() > 0 }
                return try office.askToEnd()
            }
            #expect(try await server.ends() == 0)
            #expect(try await office.log().count == 1)
            // The laptop hears of it at the latest when it sends the change once more.
            try await office.serve()
            try await anna.answer("sync", "now")
            let log = try await office.log()
            #expect(log.count == 1)
            try await until("the laptop knows") { try anna.acknowledged() == log }
        }
    }

    @Test func `an agent that is asked to end leaves with 0, whatever the server does`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            try await until("the server has told the book who joined") {
                try await office.isToldWhoJoined()
            }
            try await anna.answer("sync", "now")
            try await office.holdingBook {
                try await anna.answer("client", "add", "--name", "Ada Ltd")
                try await until("the push waits") { try await office.waitingCount() > 0 }
                #expect(try await anna.stop() == 0)
            }
            try await anna.start()
            #expect(try await anna.clients().count == 1)
        }
    }
}
