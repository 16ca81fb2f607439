import JSON

/// The kinds of jobs that a process works off, and who does each of them.
package struct JobRoster: Sendable {
    /// One kind: its terms, and what is done for a job of it.
    struct Entry: Sendable {
        let kind: String
        let terms: JobTerms
        let perform: @Sendable (_ arguments: String, JobRun) async throws -> JobOutcome
    }

    private(set) var entries: [String: Entry] = [:]
    private(set) var schedules: [JobSchedule] = []

    /// Knows no kind yet.
    package init() {}

    /// The kinds by name.
    package var kinds: [String] { entries.keys.sorted() }

    /// Adds a kind and who does it. A kind is added once.
    package mutating func add<Work: Job>(
        _ work: Work.Type,
        perform: @escaping @Sendable (Work, JobRun) async throws -> JobOutcome
    ) {
        precondition(NewJob.isKind(Work.kind), "'\(Work.kind)' is not the name of a kind")
        precondition(entries[Work.kind] == nil, "'\(Work.kind)' is added once")
        entries[Work.kind] = Entry(kind: Work.kind, terms: Work.terms) { arguments, run in
            try await perform(try Work(stored: arguments), run)
        }
    }

    /// Has a job made again and again, whichever process leads.
    package mutating func add(_ schedule: JobSchedule) {
        precondition(!schedules.contains { $0.name == schedule.name }, "a schedule has its name")
        schedules.append(schedule)
    }
}

extension Job {
    /// Takes the arguments as they are stored.
    fileprivate init(stored: String) throws {
        do {
            let limits = JSONValue.Limits(bytesMax: NewJob.argumentBytesMax)
            try self.init(arguments: try JSONValue(parsing: Array(stored.utf8), limits: limits))
        } catch {
            // What exactly is wrong may quote the arguments; the kind is enough to find them.
            throw JobError.malformedArguments(kind: Self.kind)
        }
    }
}
