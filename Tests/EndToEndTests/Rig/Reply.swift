import JSON
import Machine

/// What a command that ran to its end said, and the code that it left.
struct Reply: Sendable {
    /// The exit code; `nil` when a signal ended it.
    let code: Int32?
    /// What it said.
    let output: String
    /// What it said on the standard error.
    let complaint: String

    /// Runs a command to its end.
    init(of program: Subprocess) async throws {
        let outcome = try await program.run()
        (code, output, complaint) = (
            outcome.status.code, outcome.outputText, outcome.errorText
        )
    }

    /// The answer of a command that was asked for JSON.
    var json: JSONValue { get throws { try JSONValue(parsing: Array(output.utf8)) } }

    /// The complaint of a command that was asked for JSON.
    var failure: JSONValue { get throws { try JSONValue(parsing: Array(complaint.utf8)) } }
}

extension Machine.ExitStatus {
    /// The code that a program left; `nil` when a signal ended it.
    var code: Int32? {
        guard case .exited(let code) = self else { return nil }
        return code
    }
}
