extension Rule {
    /// What is always true is computed without looking at a clock, a die, a thread or a disk.
    static let purity = eachSwiftFile("purity") { file in
        guard file.isBelow(pureFolders) else { return [] }
        return file.forbidding("has no place in a pure module; take its result as a value.") {
            token, index in
            if outside.contains(token.text) { return true }
            if token.text == "Date" || token.text == "UUID" { return file.token(index + 1) == "(" }
            guard dice.contains(token.text), file.token(index + 1) == "(" else { return false }
            let call = file.tokens[index..<file.afterGroup(index + 1)]
            return !call.contains { $0.text == "using" }
        }
    }

    private static let pureFolders = [
        "Sources/Money", "Sources/Invoicing", "Sources/Bytes", "Sources/JSON", "Sources/Causality",
        "Sources/Sync", "Sources/Catalog", "Sources/Conflicts", "Sources/Calendar", "protocol/Wire",
    ]
    private static let outside: Set<String> = [
        "Task", "async", "await", "actor", "TaskLocal", "ContinuousClock", "SuspendingClock",
        "SystemRandomNumberGenerator", "Dispatch", "DispatchQueue", "Glibc", "Foundation",
        "FoundationEssentials", "FileManager", "FileHandle", "ProcessInfo", "Thread", "print",
        "readLine", "Mutex", "Synchronization",
    ]
    private static let dice: Set<String> = [
        "random", "shuffled", "shuffle", "randomElement",
    ]
}
