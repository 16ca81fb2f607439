import AgentStore
import Bytes
import Catalog
import Causality
import JSON
import Sync
import TestOffice
import TestPostgreSQL
import Testing

struct ConvergenceTests {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func `whatever is written, lost, repeated and rewound, everybody ends with the same`(
        group: UInt64
    ) async throws {
        try await Office.with { office in
            for seed in (group * 32)..<(group * 32 + 32) {
                try await TemporaryDirectory.with { directory in
                    var schedule = Schedule(
                        seed: seed, try await Team(at: directory, in: office))
                    try await schedule.run()
                }
            }
        }
    }

    private func withTeam(_ body: (inout Team) async throws -> Void) async throws {
        try await Office.with { office in
            try await TemporaryDirectory.with { directory in
                var team = try await Team(at: directory, in: office)
                try await body(&team)
                await team.close()
            }
        }
    }

    @Test func `two laptops that edit the same client apart both end in conflict`() async throws {
        try await withTeam { team in
            let (ann, ben) = (team.laptops[0], team.laptops[1])
            let record = try await ann.store.add(["name": "Ada"], to: Catalog.client, at: 1)
            try await team.settle()
            let id = record.key.id.text
            _ = try await ann.store.edit(id, in: Catalog.client, by: ["name": "Ada A"], at: 2)
            _ = try await ben.store.edit(id, in: Catalog.client, by: ["name": "Ada B"], at: 3)
            try await team.settle()
            try await team.expectOneTruth()
            let shown = try await ann.store.show(id, in: Catalog.client)
            #expect(Catalog.client.conflicts(in: shown) == ["name"])
            #expect(Catalog.client.json(of: shown)["name"] == "Ada B")
        }
    }

    @Test func `a client that was edited here and deleted there is alive and in conflict`()
        async throws
    {
        try await withTeam { team in
            let (ann, ben) = (team.laptops[0], team.laptops[1])
            let record = try await ann.store.add(["name": "Ada"], to: Catalog.client, at: 1)
            try await team.settle()
            let id = record.key.id.text
            _ = try await ann.store.delete(id, in: Catalog.client, at: 9)
            _ = try await ben.store.edit(id, in: Catalog.client, by: ["phone": "1"], at: 2)
            try await team.settle()
            try await team.expectOneTruth()
            let shown = try await ann.store.show(id, in: Catalog.client)
            #expect(Catalog.client.conflicts(in: shown) == ["life"])
        }
    }

    @Test func `verdicts that never arrive are made good by the pull`() async throws {
        try await withTeam { team in
            let ann = team.laptops[0]
            _ = try await ann.store.add(["name": "Ada"], to: Catalog.client, at: 5_000_000_000_000)
            try await team.push(ann, losingVerdicts: true)
            #expect(try await ann.store.unsentCount() == 1)
            try await team.laptops[0].restart()
            try await team.settle()
            try await team.expectOneTruth()
        }
    }

    @Test func `a rewound laptop writes under a new replica, and nothing sent is lost`()
        async throws
    {
        try await withTeam { team in
            let record = try await team.laptops[0].store.add(
                ["name": "Ada"], to: Catalog.client, at: 1)
            try await team.laptops[0].backUp()
            let id = record.key.id.text
            _ = try await team.laptops[0].store.edit(
                id, in: Catalog.client, by: ["name": "Sent"], at: 2)
            try await team.settle()
            try await team.laptops[0].rewind()
            let ann = team.laptops[0]
            #expect(try await ann.store.cursor() == 0)
            _ = try await ann.store.edit(id, in: Catalog.client, by: ["name": "After"], at: 3)
            #expect(try await ann.store.ownReplicas().map(\.counter) == [1, 1])
            try await team.settle()
            try await team.expectOneTruth()
            let shown = try await ann.store.show(id, in: Catalog.client)
            #expect(
                Set(shown[2].siblings.map(\.value)) == [.text("Sent"), .text("After")])
        }
    }

    @Test func `a copied laptop sends the shared changes once`() async throws {
        try await withTeam { team in
            let ann = team.laptops[0]
            _ = try await ann.store.add(["name": "Ada"], to: Catalog.client, at: 1)
            try await ann.backUp()
            let copy = try await TeamLaptop(at: ann.path + ".backup")
            _ = try await copy.store.add(["name": "Copy"], to: Catalog.client, at: 2)
            _ = try await ann.store.add(["name": "Original"], to: Catalog.client, at: 2)
            team.laptops.append(copy)
            try await team.settle()
            try await team.expectOneTruth()
            #expect(try await ann.store.list(Catalog.client, limit: 9).count == 3)
        }
    }
}
