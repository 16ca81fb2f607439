import Bytes
import CommandLine
import JSON
import PostgreSQL
import ServerJobs

/// `counterfoil-server jobs`: what waits, runs and failed, for whoever has a shell on the server.
struct JobsCommand: Sendable {
    let setup: Setup

    var command: Command {
        Command(
            "jobs", "Look at the queue and intervene",
            discussion: """
                Jobs that are done stay for a day, cancelled ones for a week, dead ones for three \
                months.
                """,
            subcommands: [list, show, retry, cancel, pause, resume])
    }

    private var list: Command {
        Command(
            "list", "List jobs, the newest first",
            options: [
                .value(
                    "state", "STATE", "Only those in this state",
                    choices: JobState.allCases.map(\.rawValue)),
                .value("kind", "KIND", "Only those of this kind"),
                .value("limit", "N", "So many at most", fallback: "50"),
            ],
            examples: [
                .init("counterfoil-server jobs list --state dead", "See what failed for good."),
                .init("counterfoil-server jobs list --kind jobs.clean --json", "For a script."),
            ],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let state = invocation.value("state").flatMap(JobState.init(rawValue:))
            let limit = try invocation.integer("limit", in: 1...10_000) ?? 50
            let (jobs, paused) = try await setup.withPool(invocation) { pool in
                let jobs = try await JobInspector(pool: pool).jobs(
                    in: state, of: invocation.value("kind"), countMax: limit)
                return (jobs, try await KindPauser(pool: pool).paused())
            }
            if console.isJSON {
                return console.answer([
                    "jobs": .array(jobs.map { JobForm(job: $0).json }),
                    "paused": .array(paused.map { .string($0) }),
                ])
            }
            var table = Table(JobForm.columns)
            for job in jobs { table.add(JobForm(job: job).cells) }
            console.show(table)
            if !paused.isEmpty { console.note("Paused: \(paused.joined(separator: ", "))") }
        }
    }

    private var show: Command {
        Command(
            "show", "Show one job with the steps that are behind it",
            arguments: [Argument("job", .one, "Its id")],
            examples: [
                .init(
                    "counterfoil-server jobs show 019a9f3e-8c00-7000-8000-000000000001",
                    "See why it failed.")
            ],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            let id = try Self.id(invocation)
            let (job, steps) = try await setup.withPool(invocation) { pool in
                try await JobInspector(pool: pool).job(id)
            }
            let form = JobForm(job: job, steps: steps)
            if console.isJSON {
                return console.answer(["job": form.json, "steps": form.stepsJSON])
            }
            var table = Table([.text("", isFixed: true), .text("")])
            for (name, value) in form.facts { table.add([Phrase(name), Phrase(value)]) }
            console.show(table)
        }
    }

    /// The id that was typed.
    static func id(_ invocation: Invocation) throws -> JobID {
        guard let id = JobID(text: invocation.argument("job")) else {
            throw CommandFailure(
                .validation,
                "A job's id looks like 019a9f3e-8c00-7000-8000-000000000001; 'counterfoil-server "
                    + "jobs list' shows them.")
        }
        return id
    }
}
