import JSON
import Testing

/// Two people who edit one long text while neither sees the other are not asked.
@Suite(.toldWithLogs) struct TextTests {
    @Test func `a note that two laptops edited offline is joined by the server`() async throws {
        try await Office.with { _, office in
            let anna = try await Laptop.joined("anna", to: office)
            let boris = try await Laptop.joined("boris", to: office)
            try await anna.answer(
                "client", "add", "--name", "Ada", "--note", "Pays late.\nLikes rye.\n")
            try await anna.answer("sync", "now")
            try await boris.answer("sync", "now")
            for laptop in [anna, boris] { try await laptop.answer("sync", "pause") }
            try await anna.answer("client", "edit", "Ada", "--note", "Pays early.\nLikes rye.\n")
            try await boris.answer("client", "edit", "Ada", "--note", "Pays late.\nLikes oats.\n")
            for laptop in [anna, boris] { try await laptop.answer("sync", "resume") }
            for laptop in [anna, boris] {
                try await until("the two notes are one on \(laptop.name)") {
                    try await laptop.answer("client", "show", "Ada")["note"]
                        == "Pays early.\nLikes oats.\n"
                }
                let conflicts = try await laptop.answer("conflicts", "list")
                #expect(conflicts["count"] == 0)
            }
        }
    }

    @Test func `whoever runs the server sees that a laptop differs`() async throws {
        try await Office.with { _, office in
            let anna = try await Laptop.joined("anna", to: office)
            try await anna.answer("client", "add", "--name", "Ada")
            try await anna.answer("sync", "now")
            #expect(try await anna.stop() == 0)
            try anna.harmDigest()
            try await anna.start()
            try await anna.answer("client", "add", "--name", "Ben")
            try await until("the alarm is told") {
                let status = try await office.type("admin", "book", "status", "--json")
                let alarms = try status.json.array?.first?["alarms"]?.array ?? []
                return alarms.first?["alarm"] == "parity-lost"
            }
            let told = try await office.type("admin", "book", "status", "Baker & Sons")
            #expect(told.output.contains("parity-lost"))
            #expect(
                try await office.metric(#"counterfoil_alarms_total{kind="parity-lost"}"#) != nil)
            try await anna.answer("sync", "doctor")
            try await anna.answer("sync", "now")
        }
    }
}
