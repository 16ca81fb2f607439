import AgentStore
import Bytes
import Catalog
import Causality
import JSON
import Seeds
import ServerStore
import Sync
import Testing

/// A seed's run of edits, exchanges and accidents in a team.
struct Schedule {
    private static let stepsMax = 24

    private var random: SeededGenerator
    private var team: Team
    private var verdicts: [Dot: Acceptance] = [:]

    init(seed: UInt64, _ team: Team) {
        random = SeededGenerator(seed: seed)
        self.team = team
    }

    /// Runs to its end, and checks what must hold after every step and at the end.
    mutating func run() async throws {
        for _ in 0..<random.number(8...Self.stepsMax) {
            let index = random.number(0...1)
            try await step(of: index)
            try team.laptops[index].expectTrueProjection()
        }
        try await team.settle()
        try await team.expectOneTruth()
        await team.close()
    }

    private mutating func step(of index: Int) async throws {
        let laptop = team.laptops[index]
        switch random.number(1...20) {
        case 1...3: _ = try await laptop.store.add(form(), to: Catalog.client, at: time())
        case 4...9: try await edit(laptop)
        case 10: try await delete(laptop)
        case 11, 12: try await team.push(laptop)
        case 13: try await team.push(laptop, losingVerdicts: true)
        case 14: try await pushAgain(laptop)
        case 15...17:
            try await team.pull(
                laptop, countMax: random.number(1...4), isTwice: random.isOnce(in: 3))
        case 18: try await team.laptops[index].restart()
        case 19: try await laptop.backUp()
        default: if laptop.hasBackup { try await team.laptops[index].rewind() }
        }
    }

    /// What the office answered once, it answers always.
    private mutating func pushAgain(_ laptop: TeamLaptop) async throws {
        for (dot, verdict) in try await team.pushAgain(laptop) {
            #expect(verdicts[dot] == nil || verdicts[dot] == verdict)
            verdicts[dot] = verdict
        }
        try await team.expectTrueProjection()
    }

    private mutating func edit(_ laptop: TeamLaptop) async throws {
        guard let id = try await reference(laptop) else { return }
        let form = form()
        _ = try await laptop.store.edit(id, in: Catalog.client, by: form, at: time())
    }

    private mutating func delete(_ laptop: TeamLaptop) async throws {
        guard let id = try await reference(laptop) else { return }
        _ = try await laptop.store.delete(id, in: Catalog.client, at: time())
    }

    private mutating func reference(_ laptop: TeamLaptop) async throws -> String? {
        let records = try await laptop.store.list(Catalog.client, limit: 100)
        return records.isEmpty ? nil : random.one(of: records).key.id.text
    }

    private mutating func form() -> [String: JSONValue] {
        var form: [String: JSONValue] = [
            "name": .string(random.one(of: ["Ada", "Ben", "Cid", "Ada\u{301}", "Ad\u{e1}"]))
        ]
        if random.isOnce(in: 2) { form["phone"] = random.one(of: ["1", "2", nil]) }
        if random.isOnce(in: 2) { form["language"] = random.one(of: ["de", "pl"]) }
        if random.isOnce(in: 3) {
            form["billingAddress"] = ["city": random.one(of: ["Łódź", "Gdynia", ""])]
        }
        return form
    }

    /// Clocks that agree, run far ahead, and stand still.
    private mutating func time() -> UInt64 {
        random.one(of: [1_763_700_000_000, 1_763_699_999_000, 4_000_000_000_000, 0])
    }
}
