import Testing

/// A rule that never fails proves nothing, so each is shown one violation and one innocent.
struct PlantedTests {
    struct Plant: Sendable, CustomTestStringConvertible {
        let rule: Rule
        let path: String
        let bad: String
        let line: Int
        let good: String
        var goodPath: String?

        var testDescription: String { rule.name }
    }

    static let drawn = """
        .bridge("CLib", to: "lib", from: "lib-dev"),
        .module("Lib", at: "Sources/Lib", sees: ["CLib"]),
        .module("Money", at: "Sources/Money"),
        .module("Wire", at: "protocol/Wire", sees: ["Money"]),
        .program("Daemon", at: "agent/Daemon", sees: ["Lib"]),
        .proof("LibTests", of: ["Lib"]),

        """

    private func violations(_ plant: Plant, path: String, text: String) -> [Violation] {
        let others =
            ["Sources/C/Lib/shim.h", "Sources/Lib/A.swift", "Sources/Money/A.swift"]
            + ["protocol/Wire/A.swift", "agent/Daemon/A.swift", "Tests/LibTests/A.swift"]
        var files = others.map { SourceFile(path: $0, text: "\n") }
        if path != "Package.swift" {
            files.append(SourceFile(path: "Package.swift", text: Self.drawn))
        }
        return plant.rule.check(House(files: files + [SourceFile(path: path, text: text)]))
    }

    @Test(arguments: Plant.all) func `a planted violation is found where it is`(plant: Plant) {
        let found = violations(plant, path: plant.path, text: plant.bad)
        #expect(found.map(\.path) == [plant.path])
        #expect(found.map(\.line) == [plant.line])
        #expect(found.allSatisfy { $0.sentence.hasSuffix(".") })
    }

    @Test(arguments: Plant.all) func `what keeps the rule is left in peace`(plant: Plant) {
        let path = plant.goodPath ?? plant.path
        #expect(violations(plant, path: path, text: plant.good) == [])
    }

    @Test func `every rule has a plant`() {
        #expect(Set(Plant.all.map(\.rule.name)) == Set(Rule.all.map(\.name)))
    }
}
