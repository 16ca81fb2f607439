/// The drawing of the house: which module lies where and sees what.
struct Manifest: Sendable {
    enum Kind: String, CaseIterable {
        case module, program, proof, bridge, systemLibrary, executableTarget, testTarget, target
    }

    struct Module: Hashable, Sendable {
        let kind: Kind
        let name: String
        let path: String
        let sees: [String]
        let line: Int

        var isLibrary: Bool { kind == .bridge || kind == .systemLibrary }
        var isTest: Bool { path.hasPrefix("Tests/") }
    }

    let modules: [Module]

    /// Reads the lines between `targets:` and the functions that shorten them.
    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var modules: [Module] = []
        var entry = ""
        var first = 0
        for (index, line) in lines.enumerated() {
            // What follows says how the lines above are spelled out.
            if line.hasPrefix("extension Target") { break }
            let code = line.split(separator: "//", omittingEmptySubsequences: false)[0]
            if entry.isEmpty, !Self.begins(code) { continue }
            if entry.isEmpty { first = index + 1 }
            entry += code
            guard entry.filter({ $0 == "(" }).count == entry.filter({ $0 == ")" }).count else {
                continue
            }
            if let module = Self.module(entry, line: first) { modules.append(module) }
            entry = ""
        }
        self.modules = modules
    }

    /// The module that a file belongs to.
    func module(of path: String) -> Module? {
        modules.filter { path.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }
    }

    private static func begins(_ line: Substring) -> Bool {
        let code = line.drop { $0 == " " }
        return Kind.allCases.contains { code.hasPrefix(".\($0.rawValue)(") }
    }

    private static func module(_ entry: String, line: Int) -> Module? {
        let code = entry.drop { $0 == " " }.dropFirst()
        guard let kind = Kind(rawValue: String(code.prefix { $0 != "(" })),
            let name = strings(in: code).first
        else { return nil }
        let path =
            after("at:", in: code).flatMap { strings(in: $0).first }
            ?? after("path:", in: code).flatMap { strings(in: $0).first }
            ?? (kind == .bridge ? "Sources/C/\(name.dropFirst())" : "Tests/\(name)")
        let list = after("sees:", in: code) ?? after("of:", in: code)
        let sees = list.map { strings(in: $0.prefix { $0 != "]" }) } ?? []
        return Module(kind: kind, name: name, path: path, sees: sees, line: line)
    }

    private static func after(_ label: String, in code: Substring) -> Substring? {
        code.firstRange(of: " " + label).map { code[$0.upperBound...] }
    }

    private static func strings(in code: Substring) -> [String] {
        code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
