import Causality

/// How laptops stand with the log, for a session to judge.
extension BookLog {
    /// Where a point lies that a laptop named.
    package func place(of point: LogPoint) -> Session.Place {
        if isOnLog(point) { return .onLog }
        return superseded.contains(point) ? .superseded : .unknown
    }

    /// What has to be known to judge a request of a device, which names its cursor first.
    package func facts(
        of device: DeviceID, naming points: [LogPoint], isRevoked: Bool, milliseconds: UInt64
    ) -> Session.Office.Facts {
        let cursor = points.first?.position ?? 0
        return Session.Office.Facts(
            isRevoked: isRevoked, isRecovering: isRecovering, places: points.map(place),
            isWithinReach: cursor >= compacted && !roll.hasLapsed(device, at: milliseconds))
    }

    /// Takes note that a device was heard, after its request was judged: it has its place in what
    /// is durable while its cursor is on the log.
    package mutating func hear(
        _ device: DeviceID, naming points: [LogPoint], milliseconds: UInt64
    ) {
        let cursor = points.first.flatMap { isOnLog($0) ? $0.position : nil }
        roll.hear(
            device, at: cursor.flatMap { $0 >= compacted ? $0 : nil }, milliseconds: milliseconds)
    }

    /// The answer to a hello.
    package func welcome(_ hello: Hello, standing: Standing, milliseconds: UInt64) -> Welcome {
        let runs = hello.lanes.map { ($0.replica, state.knowledge.run(of: $0.replica)) }
        return Welcome(
            standing: standing, clock: Stamp(milliseconds: milliseconds), head: head,
            durable: durable, held: VersionVector(runs: Dictionary(runs) { $1 }),
            wanted: state.knowledge.vector.exceptions,
            receiptKeys: verifier.keys.sorted { $0.key < $1.key }.map(ReceiptKey.init))
    }

    func isOnLog(_ point: LogPoint) -> Bool { self.point(at: point.position) == point }
}
