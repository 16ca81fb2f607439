package import JSON

extension Console {
    /// Gives a part of an answer that is lines of canonical JSON, as they are.
    package func pass(lines: String) {
        progress.erase()
        output.write(lines)
    }

    /// Answers with a JSON value, in canonical form: names sorted, slashes plain.
    package func answer(_ value: JSONValue) {
        progress.erase()
        output.write(value.text(pretty: output.isTerminal) + "\n")
    }

    /// Tells why the command failed: a sentence, or JSON with `--json`, on the standard error.
    package func report(_ failure: CommandFailure) {
        progress.erase()
        guard isJSON else {
            note("\("error:", .red) \(failure.message)")
            for detail in failure.details { note("  \(detail)") }
            return
        }
        var members: [String: JSONValue] = [
            "error": .string(failure.error), "message": .string(failure.message),
            "exit_code": .integer(Int64(failure.exitCode.rawValue)),
        ]
        if !failure.details.isEmpty {
            members["details"] = .array(failure.details.map(JSONValue.string))
        }
        error.write(JSONValue.object(members).text() + "\n")
    }
}
