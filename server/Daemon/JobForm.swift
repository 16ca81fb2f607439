import Bytes
import CommandLine
import JSON
import Logging
import PostgreSQL
import ServerJobs

/// How a job looks to whoever operates the server.
struct JobForm {
    let job: StoredJob
    var steps: [StoredStep] = []

    /// The columns of a list.
    static let columns: [Table.Column] = [
        .text("JOB", isFixed: true), .text("KIND"), .text("STATE"), .text("ATTEMPT"),
        .text("RUNS AT", isFixed: true), .text("WHY"),
    ]

    /// One line of a list.
    var cells: [Phrase] {
        [
            Phrase(job.id.text), Phrase(job.kind), Phrase(job.state.rawValue, style),
            Phrase("\(job.attempt)/\(job.attemptsMax)"), Phrase(Self.text(job.runAt)),
            Phrase(job.reason ?? ""),
        ]
    }

    /// Everything, a line each.
    var facts: [(name: String, value: String)] {
        let facts: [(String, String?)] = [
            ("job", job.id.text), ("kind", job.kind), ("state", job.state.rawValue),
            ("priority", "\(job.priority)"), ("arguments", job.arguments),
            ("unique key", job.uniqueKey), ("attempt", "\(job.attempt) of \(job.attemptsMax)"),
            ("cancelling", job.isCancelRequested ? "asked for" : nil),
            ("created", Self.text(job.createdAt)), ("runs", Self.text(job.runAt)),
            ("started", job.startedAt.map(Self.text)), ("finished", job.finishedAt.map(Self.text)),
            ("worker", job.worker?.text), ("lease until", job.leaseUntil.map(Self.text)),
            ("why", job.reason),
        ]
        return facts.compactMap { name, value in value.map { (name, $0) } }
            + steps.map { ("step \($0.name)", "\($0.result) at \(Self.text($0.recordedAt))") }
    }

    /// The same for scripts.
    var json: JSONValue {
        .object([
            "job": .string(job.id.text), "kind": .string(job.kind),
            "state": .string(job.state.rawValue), "priority": .string("\(job.priority)"),
            "arguments": Self.parsed(job.arguments), "unique_key": Self.json(job.uniqueKey),
            "attempt": .integer(Int64(job.attempt)),
            "attempts_max": .integer(Int64(job.attemptsMax)),
            "is_cancel_requested": .bool(job.isCancelRequested),
            "created_at": Self.json(job.createdAt), "run_at": Self.json(job.runAt),
            "started_at": Self.json(job.startedAt), "finished_at": Self.json(job.finishedAt),
            "worker": Self.json(job.worker?.text), "lease_until": Self.json(job.leaseUntil),
            "reason": Self.json(job.reason),
        ])
    }

    /// The steps for scripts.
    var stepsJSON: JSONValue {
        .array(
            steps.map {
                [
                    "name": .string($0.name), "result": Self.parsed($0.result),
                    "recorded_at": Self.json($0.recordedAt),
                ]
            })
    }

    private var style: Style {
        switch job.state {
        case .waiting: .cyan
        case .running: .yellow
        case .done: .green
        case .dead: .red
        case .cancelled: .dim
        }
    }

    private static func text(_ time: Timestamp) -> String { timestamp(time.microseconds) }

    private static func json(_ time: Timestamp?) -> JSONValue { json(time.map(text)) }

    private static func json(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    /// What was stored as JSON; as its text when somebody changed it by hand.
    private static func parsed(_ text: String) -> JSONValue {
        (try? JSONValue(parsing: Array(text.utf8))) ?? .string(text)
    }
}
