import Testing

struct ManifestTests {
    private let manifest = Manifest(
        """
        let package = Package(
            targets: [
                // A comment with .module("Ghost", at: "x")
                .bridge("CSQLite", to: "sqlite3", from: "libsqlite3-dev"),
                .module("Causality", at: "Sources/Causality"),
                .module(
                    "Store", at: "agent/Store", sees: ["Causality", "CSQLite"],
                    embeds: ["Schema/v0001-a.sql"]),
                .program("Daemon", at: "agent/Daemon", sees: ["Store"]),
                .proof("StoreTests", of: ["Store"]),
            ])
        """)

    @Test func `every line of the drawing is read`() {
        #expect(
            manifest.modules.map(\.name)
                == ["CSQLite", "Causality", "Store", "Daemon", "StoreTests"])
        #expect(
            manifest.modules.map(\.path)
                == [
                    "Sources/C/SQLite", "Sources/Causality", "agent/Store", "agent/Daemon",
                    "Tests/StoreTests",
                ])
        #expect(manifest.modules[2].sees == ["Causality", "CSQLite"])
        #expect(manifest.modules.map(\.line) == [4, 5, 6, 9, 10])
    }

    @Test func `a file belongs to the module whose folder holds it`() {
        #expect(manifest.module(of: "agent/Store/Schema/x.swift")?.name == "Store")
        #expect(manifest.module(of: "agent/Storehouse/x.swift") == nil)
    }
}
