package import Causality

/// What a laptop asks, composed from its copy of the book.
extension BookCopy {
    /// The hello: who it is, what it holds, and what it has still to send.
    package func hello(
        protocolVersion: UInt32, schemaVersion: UInt32? = nil, book: BookID
    ) -> Hello {
        Hello(
            protocolVersion: protocolVersion, schemaVersion: schemaVersion ?? schema.version,
            book: book,
            device: device, lanes: lanes, vector: base.knowledge.vector, points: knownPoints)
    }

    /// The next changes to send, from one on that the office lacks if it said so; `nil` if there is
    /// nothing to send.
    ///
    /// What the office lacks and the laptop does not hold any more is said to be a gap. One change
    /// goes whatever its size.
    package func push(
        lacking dot: Dot? = nil, countMax: Int, bytesMax: Int = 1 << 20
    ) -> Push? {
        let held = dot.flatMap { dot in overlay.firstIndex { $0.dot == dot } }
        let changes = held.map { Array(overlay[$0...]) } ?? unsent
        guard !changes.isEmpty else { return nil }
        let leavesGap = dot != nil && held == nil
        var (runs, bytes) = ([Push.Run](), 0)
        for own in changes.prefix(countMax) {
            let sent = SentChange(own.change)
            bytes += sent.payload.count
            guard runs.isEmpty || bytes <= bytesMax else { break }
            if let last = runs.last, let before = last.changes.last?.dot,
                before.replica == own.dot.replica, before.counter + 1 == own.dot.counter
            {
                runs[runs.count - 1] = Push.Run(
                    link: last.link, leavesGap: last.leavesGap, changes: last.changes + [sent])
            } else {
                runs.append(
                    Push.Run(
                        link: own.link, leavesGap: leavesGap && runs.isEmpty, changes: [sent]))
            }
        }
        return Push(points: knownPoints, runs: runs)
    }

    /// The question for what follows the cursor.
    package func pull(waitSeconds: UInt32) -> Pull {
        Pull(points: knownPoints, waitSeconds: waitSeconds)
    }

    /// The replicas that have something to send, in the order in which it is to be sent.
    private var lanes: [Hello.Lane] {
        unsent.reduce(into: []) { lanes, own in
            if let last = lanes.last, last.replica == own.dot.replica {
                lanes[lanes.count - 1] = Hello.Lane(
                    replica: last.replica, unsent: last.unsent.lowerBound...own.dot.counter,
                    link: last.link)
            } else {
                let first = own.dot.counter
                lanes.append(
                    Hello.Lane(replica: own.dot.replica, unsent: first...first, link: own.link))
            }
        }
    }
}
