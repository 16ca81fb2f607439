import Testing

/// Programs that are killed while changes travel: SIGKILL leaves them no time to tidy anything.
@Suite(.toldWithLogs) struct CrashTests {
    @Test func `a server killed in the middle of pushes loses nothing and keeps nothing twice`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            let writer = Writer(on: anna)
            for _ in 1...3 {
                let count = try await office.log().count
                try await until("some more have arrived") {
                    try await office.log().count > count + 30
                }
                await office.kill()
                let acknowledged = try anna.acknowledged()
                #expect(try await office.log().starts(with: acknowledged))
                try await writer.writes(20)
                try await office.serve()
            }
            let written = try await writer.finish()
            try await anna.answer("sync", "now")
            let log = try await office.log()
            #expect(log.count == written.count)
            #expect(try await office.hasNoGap())
            #expect(Set(log.map(\.change)).count == written.count)
            try await until("the laptop knows") { try anna.acknowledged() == log }
            try await expectTheSame(on: anna, and: .joined("boris", to: office), written)
        }
    }

    @Test func `a push that a killed server had begun is made again as a whole`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            // Whoever holds the book's row keeps the push waiting inside the server.
            try await office.holdingBook {
                try await anna.answer("client", "add", "--name", "Ada Ltd")
                try await until("the push waits") { try await office.waitingCount() > 0 }
                await office.kill()
            }
            #expect(try anna.acknowledged() == [])
            try await office.serve()
            try await anna.answer("sync", "now")
            #expect(try await office.log().count == 1)
            #expect(try await office.log() == anna.acknowledged())
        }
    }

    @Test func `a change whose answer never reached its laptop is not kept twice`() async throws {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            try await office.holdingBook {
                try await anna.answer("client", "add", "--name", "Ada Ltd")
                try await until("the push waits") { try await office.waitingCount() > 0 }
                anna.freeze()
            }
            try await until("the change is kept") { try await office.log().count == 1 }
            await anna.kill()
            #expect(try anna.acknowledged() == [])
            try await anna.start()
            try await anna.answer("sync", "now")
            #expect(try await office.log().count == 1)
            #expect(try await office.log() == anna.acknowledged())
        }
    }

    @Test func `an agent killed while clients are added keeps every acknowledged one`()
        async throws
    {
        try await Office.with { world, office in
            let anna = try await Laptop.joined("anna", to: office)
            var written: Set<String> = []
            for life in 1...3 {
                let writers = (1...3).map { _ in Writer(on: anna) }
                for writer in writers { try await writer.writes(10) }
                await anna.kill()
                for writer in writers { written.formUnion(try await writer.finish()) }
                try await anna.start()
                #expect(try await anna.clientIDs().isSuperset(of: written))
                #expect(try anna.replicaCount() == life)
            }
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            try await anna.answer("sync", "now")
            #expect(try anna.replicaCount() == 4)
            #expect(try await office.log() == anna.acknowledged())
            let all = try await anna.clientIDs()
            // At most the one change of each writer that was under way was kept unacknowledged.
            #expect((written.count + 1...written.count + 10).contains(all.count))
            try await expectTheSame(on: anna, and: .joined("boris", to: office), all)
        }
    }

    private func expectTheSame(
        on anna: Laptop, and boris: Laptop, _ ids: Set<String>
    ) async throws {
        try await boris.answer("sync", "now")
        #expect(try await anna.clientIDs() == ids)
        #expect(try await boris.clients() == anna.clients())
    }
}
