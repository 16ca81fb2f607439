import Causality

/// What the office answers, from the book as it keeps it.
extension BookLog {
    /// How a laptop stands that asks something and names the points that it knows, its cursor
    /// first. Only where it says to go on may what was asked be done.
    package mutating func receive(
        _ request: Session.Request, from device: DeviceID, isRevoked: Bool = false,
        naming points: [LogPoint], provedBy proof: ReceiptProof? = nil, milliseconds: UInt64
    ) -> Standing {
        let proved = points.filter { proof?.vouches(for: $0) ?? false }
        let facts = facts(
            of: device, isRevoked: isRevoked, naming: points, proved: proved,
            milliseconds: milliseconds)
        for action in Session.Office.receive(request, knowing: facts) {
            switch action {
            case .beginRecovery: beginRecovery(milliseconds: milliseconds)
            case .notePoints: recovery?.named.formUnion(proved)
            case .answer(let standing):
                if !isRevoked { attendance.hear(device, at: nil, milliseconds: milliseconds) }
                return standing
            case .serve: hear(device, facts, cursor: points.first, milliseconds: milliseconds)
            }
        }
        return .goOn
    }

    /// Answers a hello.
    package mutating func answer(
        _ hello: Hello, isRevoked: Bool = false, milliseconds: UInt64
    ) -> Welcome {
        let standing = receive(
            .hello(protocolVersion: hello.protocolVersion), from: hello.device,
            isRevoked: isRevoked, naming: hello.points, milliseconds: milliseconds)
        if standing == .goOn {
            closeEnded(of: hello.device, besides: Set(hello.lanes.map(\.replica)))
        }
        let held = hello.lanes.map { ($0.replica, state.knowledge.run(of: $0.replica)) }
        return Welcome(
            standing: standing, clock: Stamp(milliseconds: milliseconds), head: head,
            durable: durable,
            held: VersionVector(runs: Dictionary(held) { first, _ in first }),
            wanted: Array(state.knowledge.vector.exceptions.prefix(Welcome.wantedCountMax)),
            receiptKeys: verifier.known)
    }

    /// Takes a push, or says why not.
    package mutating func answer(
        _ push: Push, from device: DeviceID, isRevoked: Bool = false, milliseconds: UInt64
    ) -> Session.Reply {
        let standing = receive(
            .push, from: device, isRevoked: isRevoked, naming: push.points,
            milliseconds: milliseconds)
        guard standing == .goOn else { return .standing(standing) }
        return .verdicts(take(push, from: device, milliseconds: milliseconds))
    }

    /// Reads what follows a laptop's cursor, or says why not.
    package mutating func answer(
        _ pull: Pull, from device: DeviceID, isRevoked: Bool = false, countMax: Int,
        milliseconds: UInt64
    ) -> Session.Reply {
        let standing = receive(
            .pull, from: device, isRevoked: isRevoked, naming: pull.points,
            milliseconds: milliseconds)
        guard standing == .goOn else { return .standing(standing) }
        return .page(page(after: pull.points.first?.position ?? 0, countMax: countMax))
    }

    /// Takes what a laptop brings of the log; all of it has to be brought again where the database
    /// lacks what came with the messages before.
    package mutating func answer(
        _ offer: Offer, from device: DeviceID, isRevoked: Bool = false, milliseconds: UInt64
    ) -> Session.Reply {
        let standing = receive(
            .offer, from: device, isRevoked: isRevoked, naming: offer.points,
            provedBy: verifier.proof(by: offer.receipts), milliseconds: milliseconds)
        guard standing == .goOn else { return .standing(standing) }
        guard attendance.expects(offer, from: device) else {
            return .standing(isRecovering ? .recovering : .snapshot)
        }
        let taken = self.offer(offer, from: device)
        attendance.note(offer, broughtBy: device)
        let facts = facts(
            of: device, isRevoked: isRevoked, naming: offer.points, milliseconds: milliseconds)
        return .offered(
            Offered(
                isComplete: offer.isComplete, standing: Session.Office.standing(afterOffer: facts),
                taken: taken))
    }

    /// Reads a part of a snapshot.
    package mutating func answer(
        _ query: SnapshotQuery, from device: DeviceID, isRevoked: Bool = false, countMax: Int,
        milliseconds: UInt64
    ) -> Session.Reply {
        let standing = receive(
            .snapshot, from: device, isRevoked: isRevoked, naming: [],
            milliseconds: milliseconds)
        guard standing == .goOn else { return .standing(standing) }
        switch query {
        case .head: return .head(snapshotHead())
        case .chunk(let key): return .chunk(snapshotChunk(after: key, countMax: countMax))
        }
    }
}

extension BookLog {
    private func facts(
        of device: DeviceID, isRevoked: Bool, naming points: [LogPoint],
        proved: [LogPoint] = [], milliseconds: UInt64
    ) -> Session.Office.Facts {
        Session.Office.Facts(
            isRevoked: isRevoked, isRecovering: isRecovering, places: points.map(place),
            isProvedOld: proved.contains { place(of: $0) == .unknown },
            isWithinReach: !attendance.hasLapsed(device, at: milliseconds)
                && (points.first?.position ?? 0) >= compacted)
    }

    private func place(of point: LogPoint) -> Session.Place {
        if isOnLog(point) { return .onLog }
        return superseded.contains(point) ? .superseded : .unknown
    }

    /// Takes note of a device that goes on: it has nothing that the log lacks.
    private mutating func hear(
        _ device: DeviceID, _ facts: Session.Office.Facts, cursor: LogPoint?,
        milliseconds: UInt64
    ) {
        let isOnLog = !facts.places.isEmpty && facts.places.allSatisfy { $0 == .onLog }
        attendance.hear(device, at: isOnLog ? cursor?.position : nil, milliseconds: milliseconds)
        if isOnLog { recovery?.finished.insert(device) }
    }
}
