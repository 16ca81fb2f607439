// swift-tools-version: 6.3
// The drawing of the house: one line per module, with what it sees. The build checks every arrow.
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "counterfoil",
    targets: [
        // ---- What both sides share: pure ----

        // Amounts, currencies, exact decimals, rounding. Sees nothing.
        .module("Money", at: "Sources/Money"),

        // What an invoice is, and every rule about it.
        .module("Invoicing", at: "Sources/Invoicing", sees: ["Money"]),

        // An invoice as JSON and its figures as JSON.
        .module("InvoiceForm", at: "Sources/InvoiceForm", sees: ["Invoicing", "JSON", "Money"]),

        // Who wrote what after having seen what. Sees nothing.
        .module("Causality", at: "Sources/Causality"),

        // Changes, records with siblings, merge.

        // Every collection and field, declared once.

        // What both sides say to each other.

        // ---- The machines underneath: each sees only its C library ----

        // libsqlite3.

        // libpq.

        // libmicrohttpd.

        // libcurl.

        // libsodium.

        // The operating system: processes, signals, directories, locks.
        .module("Machine", at: "Sources/Machine"),

        // A JSON value and its canonical text. Sees nothing.
        .module("JSON", at: "Sources/JSON"),

        // What a program tells a person who operates it.
        .module("Logging", at: "Sources/Logging", sees: ["JSON"]),
        .module(
            "Configuration", at: "Sources/Configuration",
            sees: ["CommandLine", "JSON", "Machine"]),

        // What a program says to a terminal.
        .module("CommandLine", at: "Sources/CommandLine", sees: ["JSON", "Machine"]),

        // ---- The laptop ----

        // ---- The office ----

        // ---- The proofs ----

        .proof("MoneyTests", of: ["Money"]),

        .proof("InvoiceFormTests", of: ["InvoiceForm", "Invoicing", "JSON", "Money"]),

        .proof("CausalityTests", of: ["Causality"]),

        .proof("InvoicingTests", of: ["Invoicing", "Money"]),

    ],
    swiftLanguageModes: [.v6]
)

extension Target {
    static func module(
        _ name: String, at path: String, sees: [Dependency] = [], embeds: [String] = []
    ) -> Target {
        .target(
            name: name, dependencies: sees, path: path,
            resources: embeds.map { .embedInCode($0) }, swiftSettings: strict)
    }

    static func program(_ name: String, at path: String, sees: [Dependency]) -> Target {
        .executableTarget(name: name, dependencies: sees, path: path, swiftSettings: strict)
    }

    static func proof(_ name: String, of subjects: [Dependency]) -> Target {
        .testTarget(
            name: name, dependencies: subjects, path: "Tests/\(name)", swiftSettings: strict)
    }

    static func bridge(_ name: String, to library: String, from package: String) -> Target {
        .systemLibrary(
            name: name, path: "Sources/C/\(name.dropFirst())", pkgConfig: library,
            providers: [.apt([package])])
    }
}
