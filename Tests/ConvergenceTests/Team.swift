import AgentStore
import Bytes
import Catalog
import Causality
import PostgreSQL
import Seeds
import ServerStore
import Sync
import TestOffice

/// Two laptops and their office, exchanging by the same calls as the link does.
struct Team {
    let office: Office
    let book: BookID
    var laptops: [TeamLaptop]

    /// A team in a directory, with a book of its own.
    init(at directory: String, in office: Office) async throws {
        self.office = office
        book = try await office.book()
        laptops = [
            try await TeamLaptop(at: directory + "/ann.sqlite"),
            try await TeamLaptop(at: directory + "/ben.sqlite"),
        ]
    }

    /// Ends all databases.
    func close() async {
        for laptop in laptops { await laptop.store.close() }
    }

    /// Sends what a laptop wrote and the office lacks; the verdicts may get lost on their way.
    func push(_ laptop: TeamLaptop, losingVerdicts: Bool = false) async throws {
        let replicas = try await laptop.store.ownReplicas()
        let known = try await office.store.knowledge(of: book, about: replicas.map(\.replica))
        for (replica, counter) in replicas where known.vector[replica] < counter {
            let from = known.vector[replica] + 1
            let verdicts = try await send(laptop, replica, from: from)
            guard !losingVerdicts else { continue }
            let places = zip(verdicts, from...).map { verdict, counter in
                verdict.place(of: Dot(replica: replica, counter: counter))
            }
            try await laptop.store.accept(places.compactMap { $0 })
        }
    }

    /// Sends everything once more, and tells the verdicts by the dots.
    func pushAgain(_ laptop: TeamLaptop) async throws -> [Dot: Acceptance] {
        var verdicts: [Dot: Acceptance] = [:]
        for (replica, _) in try await laptop.store.ownReplicas() {
            for (verdict, counter) in zip(try await send(laptop, replica, from: 1), 1...) {
                verdicts[Dot(replica: replica, counter: UInt64(counter))] = verdict
            }
        }
        return verdicts
    }

    private func send(
        _ laptop: TeamLaptop, _ replica: ReplicaID, from counter: UInt64
    ) async throws -> [Acceptance] {
        let payloads = try await laptop.store.payloads(
            of: replica, from: counter, countMax: 500, bytesMax: 1 << 20)
        return try await office.store.ingest(
            payloads.map { try Submission(payload: $0) }, from: laptop.store.device, into: book,
            at: Office.now)
    }

    /// Fetches one page of the log, and perhaps applies it twice.
    func pull(_ laptop: TeamLaptop, countMax: Int = 1_000, isTwice: Bool = false) async throws {
        let page = try await office.store.entries(
            of: book, after: try await laptop.store.cursor(), countMax: countMax,
            bytesMax: 1 << 20)
        let entries = page.entries.map {
            AgentStore.LogEntry(
                position: $0.position, effective: $0.effective, payload: $0.payload)
        }
        try await laptop.store.ingest(entries)
        if isTwice { try await laptop.store.ingest(entries) }
    }

    /// Exchanges until nobody has anything that another lacks.
    func settle() async throws {
        for laptop in laptops { try await push(laptop) }
        for laptop in laptops { try await pull(laptop) }
    }
}

extension Acceptance {
    /// What a laptop keeps of it.
    fileprivate func place(of dot: Dot) -> AgentStore.Place? {
        guard case .accepted(let position, let effective) = self else { return nil }
        return AgentStore.Place(dot: dot, position: position, effective: effective)
    }
}
