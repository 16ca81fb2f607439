extension Session {
    /// The office's side of the conversation: each request is judged by itself.
    package enum Office {}

    /// What a laptop asked, as far as the office's answer depends on it.
    package enum Request: Hashable, Sendable {
        case hello(protocolVersion: UInt32)
        case push
        case pull
        case offer
        case snapshot
    }

    /// Where a point that a laptop named lies.
    package enum Place: Hashable, Sendable {
        /// On the log.
        case onLog
        /// On a history that no longer counts.
        case superseded
        /// Nowhere: the office's database is older than the point, or went another way.
        case unknown
    }
}

extension Session.Office {
    /// What the office has to know to judge a request.
    package struct Facts: Hashable, Sendable {
        /// Whether the device may take part.
        package let isRevoked: Bool
        /// Whether the book stands still until its log came back.
        package let isRecovering: Bool
        /// Where the points lie that were named, in their order: the cursor first.
        package let places: [Session.Place]
        /// Whether receipts prove one of them that lies nowhere: the office's database is old.
        package let isProvedOld: Bool
        /// Whether the log still holds what follows the cursor, and the device was not silent for
        /// longer than the book waits for anybody.
        package let isWithinReach: Bool

        /// Gathers the facts.
        package init(
            isRevoked: Bool, isRecovering: Bool, places: [Session.Place],
            isProvedOld: Bool = false, isWithinReach: Bool
        ) {
            self.isRevoked = isRevoked
            self.isRecovering = isRecovering
            self.places = places
            self.isProvedOld = isProvedOld
            self.isWithinReach = isWithinReach
        }
    }

    /// What to do with a request.
    package enum Action: Hashable, Sendable {
        /// The book stands still from now on: its database is old.
        case beginRecovery
        /// Keep the points that were named and proved until the recovery ends.
        case notePoints
        /// Do what was asked: ingest, read, take what was offered, or copy.
        case serve
        /// Answer with this standing, and do nothing else.
        case answer(Standing)
    }

    /// The oldest protocol that is still spoken.
    package static let protocolVersionMin: UInt32 = 1

    /// Judges a request.
    ///
    /// While a book recovers, whoever knows nothing beyond its log goes on reading it.
    package static func receive(_ request: Session.Request, knowing facts: Facts) -> [Action] {
        if facts.isRevoked { return [.answer(.revoked)] }
        if case .hello(let version) = request, version < protocolVersionMin {
            return [.answer(.upgradeNeeded(protocolVersion: protocolVersionMin))]
        }
        switch request {
        case .snapshot: return facts.isRecovering ? [.answer(.recovering)] : [.serve]
        case .offer:
            if facts.isRecovering { return [.notePoints, .serve] }
            return facts.isProvedOld ? [.beginRecovery, .notePoints, .serve] : [.serve]
        case .hello, .push, .pull: return judge(facts)
        }
    }

    /// The standing that a request's points give its laptop, and what follows from it.
    private static func judge(_ facts: Facts) -> [Action] {
        if facts.places.allSatisfy({ $0 == .onLog }) {
            return facts.isWithinReach ? [.serve] : [.answer(.snapshot)]
        }
        // What it brings then proves whether the log was once longer.
        if facts.isRecovering || facts.places.contains(.unknown) { return [.answer(.recovering)] }
        return [.answer(.snapshot)]
    }

    /// How a laptop stands after its offer was taken.
    package static func standing(afterOffer facts: Facts) -> Standing {
        if facts.isRevoked { return .revoked }
        if facts.isRecovering { return .recovering }
        let isFine = facts.isWithinReach && facts.places.allSatisfy { $0 == .onLog }
        return isFine ? .goOn : .snapshot
    }
}
