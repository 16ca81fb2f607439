import Machine

/// The three programs, as they were built beside this test.
enum Programs {
    static func counterfoil(_ words: [String], _ variables: [String: String]) -> Subprocess {
        program("counterfoil", words, variables)
    }

    static func agent(_ words: [String], _ variables: [String: String]) -> Subprocess {
        program("counterfoil-agent", words, variables)
    }

    static func server(_ words: [String], _ variables: [String: String]) -> Subprocess {
        let keys = ["COUNTERFOIL_SECRET_KEYS": "test:" + String(repeating: "5a", count: 32)]
        return program(
            "counterfoil-server", words, keys.merging(variables) { _, given in given })
    }

    /// A program that knows nothing of the environment of the test but where programs are.
    static func program(
        _ name: String, _ words: [String], _ variables: [String: String]
    ) -> Subprocess {
        var program = Subprocess(Host.programDirectory + "/" + name, words)
        let own = ["PATH": Environment.variables["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8"]
        program.environment = own.merging(variables) { _, given in given }
        return program
    }
}
