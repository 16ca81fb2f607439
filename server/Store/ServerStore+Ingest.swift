import Causality
package import PostgreSQL
package import Sync

extension ServerStore {
    /// How far a stamp may be ahead of the server's clock and still be believed.
    private static let aheadMillisecondsMax: UInt64 = 120_000

    /// Appends what is new among the submissions to a book's log and answers for each of them.
    ///
    /// All of them are decided in one transaction, under the book's lock. A laptop sends what was
    /// written on it, under replicas that are its own: nobody writes in another's name, nor uses up
    /// the dots that another will need.
    package func ingest(
        _ submissions: [Submission], from device: DeviceID, into book: BookID, at time: Timestamp
    ) async throws -> [Acceptance] {
        guard !submissions.isEmpty else { return [] }
        if let foreign = submissions.first(where: { $0.change.device != device }) {
            throw ServerStoreError.foreignChange(foreign.change.dot)
        }
        return try await pool.transaction { connection in
            let head = try connection.lockHead(of: book)
            let replicas = Set(submissions.map(\.change.dot.replica)).sorted()
            let held = try connection.vector(of: book, replicas: replicas)
            let foreign = try connection.replicas(replicas, in: book, ofOthersThan: device)
            let logged = try connection.logged(
                submissions.map(\.change.dot).filter(held.covers), in: book)
            let latest = Stamp(
                milliseconds: UInt64(clamping: time.microseconds / 1_000)
                    + Self.aheadMillisecondsMax)
            var batch = Batch(
                head: head, held: held, foreign: foreign, logged: logged, latest: latest)
            let answers = submissions.map { batch.decide($0) }
            if let last = batch.accepted.last {
                try connection.append(batch.accepted, from: device, to: book, at: time)
                try connection.merge(batch.accepted, in: book)
                try connection.announce(book, head: last.position)
            }
            return answers
        }
    }
}

/// One entry that a batch adds to the log.
struct Accepted: Sendable {
    let position: UInt64
    let effective: Stamp
    let submission: Submission
}

/// An entry that stands in the log already.
struct Logged: Sendable {
    let position: UInt64
    let effective: Stamp
    let payload: [UInt8]
}

/// Decides one submission after the other, knowing what the log holds and what was just accepted.
private struct Batch {
    private var head: UInt64
    private var held: VersionVector
    private let foreign: Set<ReplicaID>
    private var logged: [Dot: Logged]
    private let latest: Stamp
    private(set) var accepted: [Accepted] = []

    init(
        head: UInt64, held: VersionVector, foreign: Set<ReplicaID>, logged: [Dot: Logged],
        latest: Stamp
    ) {
        self.head = head
        self.held = held
        self.foreign = foreign
        self.logged = logged
        self.latest = latest
    }

    mutating func decide(_ submission: Submission) -> Acceptance {
        let dot = submission.change.dot
        guard !foreign.contains(dot.replica) else { return .dotTaken }
        switch held.record(dot) {
        case .gap(let expected): return .gap(expected: expected)
        case .known:
            guard let entry = logged[dot], entry.payload == submission.payload else {
                return .dotTaken
            }
            return .accepted(position: entry.position, effective: entry.effective)
        case .added:
            head += 1
            let effective = min(submission.change.claimed, latest)
            accepted.append(
                Accepted(position: head, effective: effective, submission: submission))
            logged[dot] = Logged(
                position: head, effective: effective, payload: submission.payload)
            return .accepted(position: head, effective: effective)
        }
    }
}
