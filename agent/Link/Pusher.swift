import AgentStore
import Bytes
import Causality
import Sync
import Wire

/// Sends what this laptop has written and the server does not hold.
struct Pusher: Sendable {
    /// A server's clock this far behind is believed over one's own.
    private static let aheadMillisecondsMax: UInt64 = 120_000
    private static let bytesMax = 1 << 20

    let store: AgentStore
    let line: ServerLine

    /// Sends everything, replica by replica in the order of their births; tells how much it was.
    func push(to enrolment: Enrolment) async throws -> Int {
        let replicas = try await store.ownReplicas()
        guard !replicas.isEmpty else { return 0 }
        let cursor = try await store.cursor()
        let hello = Hello(
            vector: VersionVector(
                Dictionary(replicas.map { ($0.replica, $0.counter) }) { first, _ in first }))
        let welcome = try await line.exchange(hello, "hello", of: enrolment, for: Welcome.self)
        guard welcome.head >= cursor else {
            // Sending to a server that has forgotten entries would give their places to others.
            throw AgentStoreError.logDoesNotFit(position: welcome.head, expected: cursor + 1)
        }
        try await believe(welcome.clock)
        var sent = 0
        for (replica, counter) in replicas {
            var held = welcome.vector[replica]
            while held < counter {
                let count = try await pushNext(of: replica, after: held, to: enrolment)
                held += UInt64(count)
                sent += count
            }
        }
        return sent
    }

    private func pushNext(
        of replica: ReplicaID, after counter: UInt64, to enrolment: Enrolment
    ) async throws -> Int {
        let payloads = try await store.payloads(
            of: replica, from: counter + 1, countMax: Push.changesMax, bytesMax: Self.bytesMax)
        let answer = try await line.exchange(
            Push(payloads: payloads), "push", of: enrolment, for: Verdicts.self)
        guard !payloads.isEmpty, answer.verdicts.count == payloads.count else {
            throw LinkError.broken(reason: "it answered for another number of changes")
        }
        var (places, obstacle) = ([AgentStore.Place](), (any Error)?.none)
        for (index, verdict) in answer.verdicts.enumerated() where obstacle == nil {
            let dot = Dot(replica: replica, counter: counter + 1 + UInt64(index))
            switch verdict {
            case .accepted(let position, let effective):
                places.append(.init(dot: dot, position: position, effective: effective))
            case .gap(let expected): obstacle = Self.unexpectedGap(expected)
            case .dotTaken: obstacle = AgentStoreError.dotTaken(dot)
            }
        }
        try await store.accept(places)
        if let obstacle { throw obstacle }
        return payloads.count
    }

    private static func unexpectedGap(_ expected: UInt64) -> LinkError {
        .broken(reason: "it wants change \(expected) of a replica whose earlier ones it has")
    }

    /// A clock that ran ahead falls back, so that this laptop's edits do not win for ever.
    private func believe(_ server: Stamp) async throws {
        let limit = Stamp(milliseconds: server.milliseconds + Self.aheadMillisecondsMax)
        if try await store.clock() > limit { try await store.setBackClock(to: server) }
    }
}
