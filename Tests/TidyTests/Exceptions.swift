/// The places that may break a rule, each with the reason. An exception that is no longer needed
/// fails the tests.
struct Exception: Sendable {
    let rule: String
    /// A file, or a folder with everything below it.
    let path: String
    let reason: String

    func excuses(_ violation: Violation) -> Bool {
        violation.path == path || violation.path.hasPrefix(path + "/")
    }

    static let all: [Exception] = [
        Exception(
            rule: "file length", path: "Package.swift",
            reason: "The drawing has an entry for every module; cut in two it shows no house."),
        Exception(
            rule: "no sleep", path: "Tests/Benchmarks",
            reason: "A benchmark paces another program that sends no signal."),
        Exception(
            rule: "no sleep", path: "Tests/EndToEndTests/Rig/Patience.swift",
            reason: "It polls other programs within a bound; the pause spares the core."),
        Exception(
            rule: "no sleep", path: "Tests/HTTPTests/RunningServer.swift",
            reason: "It polls the kernel within a bound; the pause spares the core."),
        Exception(
            rule: "no sleep", path: "Tests/PostgreSQLTests/ConnectionTests.swift",
            reason: "It polls the database within a bound; the pause spares the core."),
        Exception(
            rule: "no sleep", path: "Tests/PostgreSQLTests/OutageTests.swift",
            reason: "Refused workers must not spin while the database is away."),
        Exception(
            rule: "no sleep", path: "Tests/Support/FaultRig/Patience.swift",
            reason: "It polls other programs within a bound, and ends them at any moment."),
        Exception(
            rule: "no sleep", path: "Tests/Support/TestPostgreSQL/TestCluster.swift",
            reason: "At a process's exit nothing is left that could signal."),
        Exception(
            rule: "no sleep", path: "Tests/HTTPTests/ServerTests.swift",
            reason: "A handler that takes a while is the subject of the test."),
    ]
}
