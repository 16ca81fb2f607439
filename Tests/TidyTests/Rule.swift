import Testing

/// One rule of the style guide, and how to see that it is broken.
struct Rule: Sendable, CustomTestStringConvertible {
    let name: String
    let check: @Sendable (House) -> [Violation]

    var testDescription: String { name }

    /// A rule that looks at every file by itself.
    static func eachFile(
        _ name: String, check: @escaping @Sendable (SourceFile) -> [Violation]
    ) -> Rule {
        Rule(name: name) { $0.files.flatMap(check) }
    }

    /// A rule that looks at every Swift file by itself.
    static func eachSwiftFile(
        _ name: String, check: @escaping @Sendable (SourceFile) -> [Violation]
    ) -> Rule {
        eachFile(name) { $0.isSwift ? check($0) : [] }
    }

    static let all: [Rule] = [
        fileLength, functionLength, columns, arrows, oneWrapper, names, documentation, purity,
        exactMoney, safeDecoders, noUncheckedSendable, noPublic, noLooseEnds, noMachinePaths,
        noOutsideWords, declaredModules, testNames, noSleep, smallPrograms, links, migrations,
    ]
}

/// Where a rule is broken, and what to do about it.
struct Violation: Hashable, Sendable, CustomStringConvertible {
    let path: String
    let line: Int
    let sentence: String

    var description: String { "\(path):\(line): \(sentence)" }
}
