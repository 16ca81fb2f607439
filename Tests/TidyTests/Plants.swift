extension PlantedTests.Plant {
    static let all = shape + boundaries + meaning + texts

    private static func lines(_ count: Int) -> String { String(repeating: "x()\n", count: count) }

    private static let drawing = """
        .bridge("CLib", to: "lib", from: "lib-dev"),
        .module("Lib", at: "Sources/Lib", sees: ["CLib"]),

        """

    private static let shape: [Self] = [
        Self(
            rule: .fileLength, path: "Sources/Lib/B.swift", bad: lines(301), line: 301,
            good: lines(300)),
        Self(
            rule: .functionLength, path: "Sources/Lib/B.swift",
            bad: "struct B {\nfunc a()\nfunc b(c: () -> Void = {}) {\n\(lines(39))}\n}\n", line: 3,
            good: "func b() {\n\(lines(38))}\nstruct C {\n\(lines(50))}\n"),
        Self(
            rule: .functionLength, path: "Sources/Lib/B.swift",
            bad: "extension B {\npackage init?(a: Int)\n    throws\n{\n\(lines(37))}\n}\n", line: 2,
            good: "let a = B.init(1) {\n\(lines(50))}\n"),
        Self(
            rule: .columns, path: "scripts/x.sh", bad: "#!\n" + String(repeating: "é", count: 101),
            line: 2, good: String(repeating: "é", count: 100)),
        Self(
            rule: .smallPrograms, path: "agent/Daemon/B.swift", bad: lines(151), line: 151,
            good: lines(151), goodPath: "Sources/Lib/B.swift"),
        Self(
            rule: .names, path: "Sources/Lib/StringUtils.swift", bad: "", line: 1, good: "",
            goodPath: "Sources/Lib/Newspaper.swift"),
        Self(
            rule: .names, path: "Sources/Lib/Common/A.swift", bad: "", line: 1, good: "",
            goodPath: "Sources/Lib/Commonwealth.swift"),
    ]

    private static let boundaries: [Self] = [
        Self(
            rule: .arrows, path: "Sources/Money/B.swift", bad: "// import Wire\nimport Lib\n",
            line: 2, good: "import Swift\nlet a = \"import Lib\"\n"),
        Self(
            rule: .arrows, path: "protocol/Wire/B.swift", bad: "package import CLib\n", line: 1,
            good: "internal import Money\n"),
        Self(
            rule: .oneWrapper, path: "Package.swift",
            bad: drawing + ".module(\"Other\", at: \"Sources/Other\", sees: [\"CLib\"]),\n",
            line: 3,
            good: drawing + ".proof(\"LibTests\", of: [\"Lib\", \"CLib\"]),\n"),
        Self(
            rule: .declaredModules, path: "Sources/Stray/A.swift", bad: "", line: 1, good: "",
            goodPath: "Sources/Lib/Deep/A.swift"),
        Self(
            rule: .declaredModules, path: "Package.swift",
            bad: PlantedTests.drawn + ".module(\"Ghost\", at: \"Sources/Ghost\"),\n", line: 7,
            good: PlantedTests.drawn),
        Self(
            rule: .noPublic, path: "Sources/Lib/B.swift", bad: "\npublic struct B {}\n", line: 2,
            good: "let a = open(path)\n// public\n"),
        Self(
            rule: .noPublic, path: "Sources/Lib/B.swift", bad: "open class B {}\n", line: 1,
            good: "case open\nprivate let open: Bool\n"),
        Self(
            rule: .documentation, path: "Sources/Lib/B.swift",
            bad: "/// A.\npackage struct A {\n    package static func b() {}\n}\n", line: 3,
            good: "/// A.\n@MainActor\npackage struct A {\n    package var description: String\n}\n"
                + "package import Lib\n"),
    ]

    private static let meaning: [Self] = [
        Self(
            rule: .purity, path: "Sources/Money/B.swift", bad: "let a = Int.random(in: 0...1)\n",
            line: 1, good: "let a = Int.random(in: 0...1, using: &generator)\n"),
        Self(
            rule: .purity, path: "protocol/Wire/B.swift", bad: "let a = \"\\(Task { 1 })\"\n",
            line: 1, good: "let a = Task { 1 }\n", goodPath: "Sources/Lib/B.swift"),
        Self(
            rule: .purity, path: "Sources/Money/B.swift", bad: "let a = Date()\n", line: 1,
            good: "let a: Date? = nil // Date()\n"),
        Self(
            rule: .exactMoney, path: "Sources/Money/B.swift", bad: "let a: Double? = nil\n",
            line: 1,
            good: "let a = (1, 0x1E).0\nlet b = \"Double 1.5\"\n"),
        Self(
            rule: .exactMoney, path: "Sources/Money/B.swift", bad: "let a = 1.5\n", line: 1,
            good: "let a = 1_5\nlet b = 1...5\n"),
        Self(
            rule: .safeDecoders, path: "protocol/Wire/B.swift",
            bad: "a.withUnsafeBytes { $0 }\n", line: 1, good: "let a: RawSpan\n"),
        Self(
            rule: .safeDecoders, path: "protocol/Wire/B.swift",
            bad: "let a: UnsafeRawBufferPointer\n", line: 1,
            good: "let a: UnsafeRawBufferPointer\n",
            goodPath: "Sources/Lib/B.swift"),
        Self(
            rule: .noUncheckedSendable, path: "Sources/Lib/B.swift",
            bad: "final class B: @unchecked Sendable {}\n", line: 1,
            good: "// @unchecked Sendable\nstruct B: Sendable {}\n"),
        Self(
            rule: .noUncheckedSendable, path: "Sources/Lib/B.swift",
            bad: "nonisolated(unsafe) var a = 1\n", line: 1,
            good: "nonisolated var a: Int { 1 }\n"),
    ]

    private static let texts: [Self] = [
        Self(
            rule: .noLooseEnds, path: "scripts/x", bad: "\n# TO" + "DO: later\n", line: 2,
            good: "mktemp X" + "XXXXX TO" + "DOS\n"),
        Self(
            rule: .noMachinePaths, path: "README.md", bad: "See `/ho" + "me/emma`.\n", line: 1,
            good: "See https://example.org/home/page and $HOME/tmp/x.\n"),
        Self(
            rule: .noOutsideWords, path: "Sources/Lib/B.swift", bad: "// see sync" + ".md\n",
            line: 1, good: "// see protocol/README.md\n"),
        Self(
            rule: .testNames, path: "Tests/LibTests/B.swift",
            bad: "@Test(arguments: [1])\nfunc works() {}\n", line: 2,
            good: "@Test func `one is one`() {}\nfunc own() {}\n"),
        Self(
            rule: .noSleep, path: "Tests/LibTests/B.swift", bad: "await Task.sleep(for: a)\n",
            line: 1, good: "let sleep = 1 // sleep(1)\n"),
        Self(
            rule: .links, path: "agent/README.md", bad: "\n[a](../agent/B.swift)\n", line: 2,
            good: "[a](../agent/Daemon#x) [b](https://x.y) [c](#d)\n```\n[d](e)\n```\n"),
        Self(
            rule: .migrations, path: "agent/Store/Schema/1-books.sql", bad: "", line: 1, good: "",
            goodPath: "agent/Store/Schema/v0001-books.sql"),
    ]
}
