import Bytes
import CommandLine
import Crypto
import Identity
import JSON
import Machine
import PostgreSQL
import ServerJobs
import ServerStore

/// `counterfoil-server admin keys`: what secrets lie sealed under, and what signs tokens.
struct AdminKeys: Sendable {
    let desk: AdminDesk

    var command: Command {
        Command(
            "keys", "The keys under which secrets lie, and which sign tokens",
            subcommands: [rotate, status])
    }

    private var rotate: Command {
        Command(
            "rotate", "Seal every stored secret again with a new key",
            discussion: """
                Adds a key to the file of secret keys and leaves a job that seals again what was \
                sealed with an older one, in the background; with --here it is done before the \
                command ends. Interrupted, --only-seal goes on. Running servers learn of the new \
                key by themselves. Older keys stay in the file until you take them out, once \
                'admin keys status' shows nothing left.
                """,
            options: [
                .flag("only-seal", "Add no key; seal what an older one sealed"),
                .flag("here", "Do it here and now, and not as a job of a running server"),
                .flag("tokens", "Sign tokens with a new key too; every sign-in ends"),
            ],
            examples: [
                .init("counterfoil-server admin keys rotate", "Once a year."),
                .init("counterfoil-server admin keys rotate --tokens", "After a break-in."),
            ],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let configuration = try desk.setup.configuration(invocation)
            let keys = try SecretKeys(configuration, setup: desk.setup)
            let outcome = try await desk.withPool(invocation) { pool in
                let keeper = try keys.keeper()
                let marks = KeyMarks(
                    pool: pool, keeper: keeper, columns: SecretKeys.sealedColumns)
                try await marks.check()
                if !invocation.has("only-seal") {
                    _ = try keys.add(at: SystemClock().unixMilliseconds() / 1_000)
                    try await marks.check()
                }
                return try await Self.seal(again: pool, keeper, invocation)
            }
            if console.isJSON { return console.answer(outcome.json) }
            switch outcome {
            case .done(let report, let left):
                console.say("Sealed \("\(report.count)") secrets again; \("\(left)") are left.")
                for line in report.unreadable { console.note("\(line)") }
            case .left(let job, let left):
                console.say("\("\(left)") secrets are sealed again in the background.")
                if let job { console.note("counterfoil-server jobs show \(job.text)") }
            }
        }
    }

    /// What became of it.
    private enum Outcome: Sendable {
        case done(SecretRotation.Report, left: Int)
        /// No job where one waits already.
        case left(to: JobID?, left: Int)

        var json: JSONValue {
            switch self {
            case .done(let report, let left):
                [
                    "sealed": .integer(Int64(report.count)), "left": .integer(Int64(left)),
                    "unreadable": .array(report.unreadable.map { .string($0) }),
                ]
            case .left(let job, let left):
                ["job": job.map { .string($0.text) } ?? .null, "left": .integer(Int64(left))]
            }
        }
    }

    private static func seal(
        again pool: Pool, _ keeper: SecretKeeper, _ invocation: Invocation
    ) async throws -> Outcome {
        let rotation = SecretRotation(
            pool: pool, keeper: keeper, columns: SecretKeys.sealedColumns)
        if invocation.has("tokens") {
            try await SigningKeys(pool: pool, keeper: keeper).replace(isEmergency: true, at: .now)
        }
        guard invocation.has("here") else {
            let job = try await JobQueue(pool: pool).enqueue(RotationJob(key: keeper.currentID))
            return .left(to: job, left: try await rotation.remaining())
        }
        let report = try await rotation.run()
        return .done(report, left: try await rotation.remaining())
    }

    private var status: Command {
        Command(
            "status", "Which key seals, and how many secrets still need another",
            examples: [.init("counterfoil-server admin keys status --json", "For a script.")],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let configuration = try desk.setup.configuration(invocation)
            let keeper = try SecretKeys(configuration, setup: desk.setup).keeper()
            let left = try await desk.withPool(invocation) { pool in
                try await KeyMarks(pool: pool, keeper: keeper, columns: SecretKeys.sealedColumns)
                    .check()
                return try await SecretRotation(
                    pool: pool, keeper: keeper, columns: SecretKeys.sealedColumns
                ).remaining()
            }
            if console.isJSON {
                return console.answer([
                    "key": .string(keeper.currentID), "left": .integer(Int64(left)),
                ])
            }
            console.say("The key \(keeper.currentID) seals; \("\(left)") secrets need another.")
        }
    }
}
