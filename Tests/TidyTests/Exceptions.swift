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
            rule: "declared modules", path: "Tests/Benchmarks",
            reason: "Benchmarks are built for release, by themselves."),
        Exception(
            rule: "no sleep", path: "Tests/Benchmarks",
            reason: "A benchmark paces another program that sends no signal."),
        Exception(
            rule: "no sleep", path: "Tests/HTTPTests/RunningServer.swift",
            reason: "It polls the kernel within a bound; the pause spares the core."),
        Exception(
            rule: "no sleep", path: "Tests/HTTPTests/ServerTests.swift",
            reason: "A handler that takes a while is the subject of the test."),
    ]
}
