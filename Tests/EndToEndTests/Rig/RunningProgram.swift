import Machine

/// A program that a test started: what it has said so far, and how it ends.
struct RunningProgram: Sendable {
    let log: String
    let program: RunningSubprocess

    /// Everything so far.
    var text: String {
        get throws { String(decoding: try AtomicFile.read(log), as: UTF8.self) }
    }

    /// Waits until the program has said something.
    func says(_ words: String) async throws {
        try await until("\(log) says '\(words)'") {
            try text.contains(words) || program.status != nil
        }
        guard try text.contains(words) else {
            throw Trouble(description: "\(log) ended before it said '\(words)'")
        }
    }

    /// Waits until the program has ended, and tells the code that it left.
    func ends(secondsMax: Int = 60) async throws -> Int32? {
        try await until("\(log) ends", secondsMax: secondsMax) { program.status != nil }
        return program.status?.code
    }
}
