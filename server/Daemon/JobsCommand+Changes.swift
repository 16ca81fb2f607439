import Bytes
import CommandLine
import JSON
import Mailing
import PostgreSQL
import ServerJobs

/// The verbs that change the queue.
extension JobsCommand {
    private static let exampleID = "019a9f3e-8c00-7000-8000-000000000001"

    var retry: Command {
        Command(
            "retry", "Let a job run again, now and with all its attempts",
            discussion: """
                For jobs that are dead, cancelled, or wait for their next attempt. Steps that are \
                behind a job stay behind it.
                """,
            arguments: [Argument("job", .one, "Its id")],
            examples: [
                .init("counterfoil-server jobs retry \(Self.exampleID)", "After the repair.")
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let id = try Self.id(invocation)
            try await setup.withPool(invocation) { pool in
                try await JobRetrier(pool: pool).retry(id)
            }
            Self.tell(id, .waiting, "The job runs again: \(id.text)", on: console)
        }
    }

    var cancel: Command {
        Command(
            "cancel", "Stop a job",
            discussion: """
                One that waits is cancelled at once; one that runs is told to end, and is \
                cancelled when it has.
                """,
            arguments: [Argument("job", .one, "Its id")],
            examples: [
                .init("counterfoil-server jobs cancel \(Self.exampleID)", "It is not wanted.")
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let id = try Self.id(invocation)
            let state = try await setup.withPool(invocation) { pool in
                try await JobCanceller(pool: pool).cancel(id)
            }
            let told = state == .running ? "The job is told to end" : "The job is cancelled"
            Self.tell(id, state, "\(told): \(id.text)", on: console)
        }
    }

    var pause: Command {
        Command(
            "pause", "Hold the jobs of a kind back, on every server at once",
            discussion: "Those that run go on; those that are put into the queue wait.",
            arguments: [Argument("kind", .one, "The kind")],
            examples: [.init("counterfoil-server jobs pause jobs.clean", "Keep what is done.")],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            let kind = invocation.argument("kind")
            try await setup.withPool(invocation) { pool in
                try await Self.expect(kind, pool)
                try await KindPauser(pool: pool).pause(kind)
            }
            if console.isJSON { return console.answer(["kind": .string(kind), "paused": true]) }
            console.say("Paused \(kind).")
        }
    }

    var resume: Command {
        Command(
            "resume", "Let the jobs of a kind run again",
            arguments: [Argument("kind", .one, "The kind")],
            examples: [.init("counterfoil-server jobs resume jobs.clean", "Go on.")],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            let kind = invocation.argument("kind")
            let wasPaused = try await setup.withPool(invocation) { pool in
                let wasPaused = try await KindPauser(pool: pool).resume(kind)
                if !wasPaused { try await Self.expect(kind, pool) }
                return wasPaused
            }
            if console.isJSON { return console.answer(["kind": .string(kind), "paused": false]) }
            console.say(wasPaused ? "Resumed \(kind)." : "\(kind) was not paused.")
        }
    }

    /// A kind that nobody knows is a slip of the pen.
    private static func expect(_ kind: String, _ pool: Pool) async throws {
        guard !Workshop.kinds.contains(kind) else { return }
        guard try await JobInspector(pool: pool).jobs(of: kind, countMax: 1).isEmpty else { return }
        throw CommandFailure(
            .notFound,
            "There is no kind '\(visible(kind))': the kinds are "
                + "\(Workshop.kinds.joined(separator: ", ")).")
    }

    private static func tell(
        _ id: JobID, _ state: JobState, _ sentence: String, on console: Console
    ) {
        if console.isJSON {
            return console.answer(["job": .string(id.text), "state": .string(state.rawValue)])
        }
        console.say(Phrase(sentence))
    }
}
