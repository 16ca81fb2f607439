import Catalog
package import Sync

/// What laptops ask.
extension BookOffice {
    /// Answers a hello.
    package func answer(
        _ hello: Hello, from caller: Caller, at milliseconds: UInt64
    ) async throws -> Welcome {
        try await write(
            caller.task { layout, connection in
                let needs = LogNeeds(answering: hello)
                try layout.lay(needs, in: Catalog.schema, from: connection)
                try layout.layReplicas(of: caller.device, from: connection)
            } asking: { log, permit in
                let welcome = log.answer(
                    hello, isRevoked: permit.isRevoked, milliseconds: milliseconds)
                if welcome.standing == .goOn { log.finishAttaching(after: hello) }
                return welcome
            })
    }

    /// Takes a push, or the beginning of a long one, or says why not.
    package func answer(
        _ push: Push, from caller: Caller, at milliseconds: UInt64
    ) async throws -> Session.Reply {
        let push = push.beginning(countMax: limits.pushChanges)
        let needs = LogNeeds(taking: push, in: Catalog.schema)
        return try await write(
            caller.task { layout, connection in
                try layout.lay(needs, in: Catalog.schema, from: connection)
            } asking: { log, permit in
                log.answer(
                    push, from: caller.device, isRevoked: permit.isRevoked,
                    milliseconds: milliseconds)
            })
    }

    /// Reads what follows a laptop's cursor, or says why not.
    package func answer(
        _ pull: Pull, from caller: Caller, at milliseconds: UInt64
    ) async throws -> Session.Reply {
        try await read(
            caller.task { layout, connection in
                let needs = LogNeeds(points: pull.points)
                try layout.lay(needs, in: Catalog.schema, from: connection)
                try layout.layPage(
                    after: pull.points.first ?? .start, within: limits, from: connection)
            } asking: { log, permit in
                log.answer(
                    pull, from: caller.device, isRevoked: permit.isRevoked,
                    countMax: limits.pageEntries, milliseconds: milliseconds)
            })
    }

    /// Takes what a laptop brings of the log.
    package func answer(
        _ offer: Offer, from caller: Caller, at milliseconds: UInt64
    ) async throws -> Session.Reply {
        let needs = LogNeeds(
            takingBack: offer, in: Catalog.schema, using: LogHash.function)
        return try await write(
            caller.task(bringingBack: true) { layout, connection in
                layout.lay(offer)
                try layout.layAll(for: needs, from: connection)
            } asking: { log, permit in
                log.answer(
                    offer, from: caller.device, isRevoked: permit.isRevoked,
                    milliseconds: milliseconds)
            })
    }

    /// Reads a part of a snapshot.
    package func answer(
        _ query: SnapshotQuery, from caller: Caller, at milliseconds: UInt64
    ) async throws -> Session.Reply {
        try await read(
            caller.task { layout, connection in
                switch query {
                case .head:
                    try layout.layAll(from: connection)
                    // The tail begins where backups end.
                    let end = LogPoint(position: layout.excerpt.durable, hash: .zero)
                    let needs = LogNeeds(points: [end])
                    try layout.lay(needs, in: Catalog.schema, from: connection)
                case .chunk(let key):
                    try layout.layRecords(
                        after: key, countMax: limits.chunkRecords, from: connection)
                }
            } asking: { log, permit in
                log.answer(
                    query, from: caller.device, isRevoked: permit.isRevoked,
                    countMax: limits.chunkRecords, milliseconds: milliseconds)
            })
    }
}

/// What the server does with a book by itself.
extension BookOffice {
    /// Ends a recovery if all live devices have brought what they hold, or nobody waits longer;
    /// at once, if the owner says so. The answer tells whether it ended.
    package func release(
        _ book: BookID, isOwnersWish: Bool = false, at milliseconds: UInt64
    ) async throws -> Bool {
        try await write(
            Task(book: book, bringsBack: true) { layout, connection in
                let attendance = try connection.attendance(in: book)
                layout.lay(attendance)
                if let recovery = layout.excerpt.recovery,
                    isOwnersWish
                        || recovery.isOver(
                            live: attendance.live(at: milliseconds), at: milliseconds)
                {
                    let needs = LogNeeds(
                        ending: recovery, in: Catalog.schema, using: LogHash.function)
                    try layout.layAll(for: needs, from: connection)
                }
                return Permit(isRevoked: false)
            } ask: { log, _ in
                guard isOwnersWish, log.isRecovering else {
                    return log.releaseIfOver(milliseconds: milliseconds)
                }
                log.release()
                return true
            })
    }

    /// Lets a book stand still until its log came back: its database was restored.
    package func beginRecovery(of book: BookID, at milliseconds: UInt64) async throws {
        try await write(
            Task(book: book) { _, _ in
                Permit(isRevoked: false)
            } ask: { log, _ in
                log.beginRecovery(milliseconds: milliseconds)
            })
    }
}

extension Push {
    /// Its first changes, so many at most; whoever sent it sends the rest again.
    fileprivate func beginning(countMax: Int) -> Push {
        var (left, beginnings) = (countMax, [Run]())
        for run in runs where left > 0 {
            let changes = Array(run.changes.prefix(left))
            left -= changes.count
            beginnings.append(Run(link: run.link, leavesGap: run.leavesGap, changes: changes))
        }
        return Push(points: points, runs: beginnings)
    }
}
