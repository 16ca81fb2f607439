extension Rule {
    /// A test waits for what it needs and not for time to pass.
    static let noSleep = eachSwiftFile("no sleep") { file in
        guard file.isTest else { return [] }
        return file.forbidding("waits for time; wait for a signal or a condition.") {
            token, index in
            naps.contains(token.text) && file.token(index + 1) == "("
        }
    }

    private static let naps: Set<String> = [
        "sleep", "usleep", "nanosleep", "clock_nanosleep", "sleepForTimeInterval",
    ]
}
