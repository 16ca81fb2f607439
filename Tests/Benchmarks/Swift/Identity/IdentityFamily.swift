extension Family {
    /// Checking a token beside the bare signature.
    static let identity = Family(
        name: "identity",
        summary:
            "access tokens checked: the signature alone, and with the question to the database",
        fairness: """
            One caller, one token after the other, over one connection to a cluster of our own. \
            The signature's check is of a token that was never seen: header, signature, claims. \
            The whole check is of a token that is used again, as requests do: its hash is looked \
            up, and the database is asked whether the sign-in stands and which seat it has. Beside \
            them: the bare Ed25519 verification of the same bytes, and a bare SELECT of one row by \
            its primary key. CPU of the whole check counts the database's process too.
            """
    ) { bench in
        try await TokenWork.with(in: bench.scratch) { work in
            [
                try await bench.measure(
                    Comparison(
                        name: "Identity, a token's first check, without the database",
                        model: "libsodium's verification", unit: .microseconds(each: "token"),
                        goal: .oursAtLeast(16_667), ours: { try await work.checkFirst() },
                        theirs: { try await work.verifyBare() })),
                try await bench.measure(
                    Comparison(
                        name: "Identity, a token's whole check, with the database",
                        model: "SELECT by primary key", unit: .microseconds(each: "token"),
                        goal: .oursAtLeast(16_667), ours: { try await work.checkWhole() },
                        theirs: { try await work.selectBare() })),
            ]
        }
    }
}
