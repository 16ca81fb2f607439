import Bytes
import Catalog
import Causality
package import PostgreSQL
package import Sync

/// Answers the laptops of a team's books, from PostgreSQL.
///
/// Each answer is one transaction: it lays out what the question needs, lets the book answer, and
/// writes what has become of it. Whoever may append locks the book's row first.
///
/// Invariants:
/// 1. Nothing is answered that is not written, and nothing is written that was not decided under
///    the lock.
/// 2. Log, state and digest change in one transaction, or not at all.
/// 3. Every statement names its book.
package struct BookOffice: Sendable {
    /// Who asks, as it is known in the transaction that answers.
    package struct Permit: Sendable {
        /// Whether the device may not take part any more.
        package let isRevoked: Bool
        /// Why it may not write, if it may not.
        package let objection: Objection?
        /// Why it may not decide about what waits for an owner's approval, if it may not.
        package let approvalObjection: Objection?

        /// Lets somebody in, or not.
        package init(
            isRevoked: Bool, objection: Objection? = nil, approvalObjection: Objection? = nil
        ) {
            self.isRevoked = isRevoked
            self.objection = objection
            self.approvalObjection = approvalObjection
        }
    }

    /// A laptop that asks.
    package struct Caller: Sendable {
        /// The book.
        package let book: BookID
        /// The laptop.
        package let device: DeviceID
        /// What it may do, asked in the transaction that answers.
        package let permit: @Sendable (isolated Connection) throws -> Permit

        /// Names a laptop.
        package init(
            book: BookID, device: DeviceID,
            permit: @escaping @Sendable (isolated Connection) throws -> Permit
        ) {
            self.book = book
            self.device = device
            self.permit = permit
        }
    }

    /// How much one answer holds.
    package struct Limits: Sendable {
        /// Entries of one page.
        package var pageEntries = 4_096
        /// Bytes of its entries, and of the graves that they open.
        package var pageBytes = 1 << 20
        /// Receipts of one page: no reader takes more.
        package var pageReceipts = 1_000
        /// Changes of a push that are taken at once; others wait for the book meanwhile.
        package var pushChanges = 500
        /// Records of one chunk of a snapshot.
        package var chunkRecords = 1_000

        /// What is good for laptops.
        package init() {}
    }

    let pool: Pool
    let limits: Limits
    let life = ServerLife()
    let walls = BookWalls()
    private let notary: @Sendable () -> Notary
    let callTextJoiner: Call?
    private let callApprovalAsker: Call?
    let callReturnWitness: ReturnCall?

    /// What is told, in the transaction in which it happens, that a book wants a change of the
    /// server's own.
    package typealias Call = @Sendable (BookID, isolated Connection) throws -> Void

    /// Answers from a pool whose database has been migrated; the notary is asked for each time,
    /// since keys may have been added.
    package init(
        pool: Pool, notary: @autoclosure @escaping @Sendable () -> Notary,
        limits: Limits = Limits(), textsCameApart callTextJoiner: Call? = nil,
        approvalsAreOwed callApprovalAsker: Call? = nil,
        ownChangesCameBack callReturnWitness: ReturnCall? = nil
    ) {
        self.pool = pool
        self.notary = notary
        self.limits = limits
        self.callTextJoiner = callTextJoiner
        self.callApprovalAsker = callApprovalAsker
        self.callReturnWitness = callReturnWitness
    }

    func open(_ excerpt: LogExcerpt, of book: BookID, _ permit: Permit) -> BookLog {
        let judge = Judge(schema: Catalog.schema) { change, _ in permit.objection(to: change) }
        let notary = notary()
        return BookLog(
            laidOut: excerpt, judge: judge, verifier: notary.verifier(of: book),
            signer: notary.signer, hash: LogHash.function)
    }
}

extension BookOffice {
    /// What one answer needs and does.
    struct Task<Reply: Sendable>: Sendable {
        let book: BookID
        /// Whether entries that were written before a restore come back by it.
        var bringsBack = false
        /// Lays out what is needed, and says what the caller may do.
        let lay: @Sendable (inout LogLayout, isolated Connection) throws -> Permit
        /// Asks the book.
        let ask: @Sendable (inout BookLog, Permit) -> Reply
    }

    /// Answers under the book's lock, and writes what has become of the book.
    func write<Reply: Sendable>(_ task: Task<Reply>) async throws -> Reply {
        try await pool.transaction { connection in
            try walls.enter(task.book, on: connection)
            var layout = LogLayout(
                of: task.book, head: try connection.head(of: task.book, isLocked: true))
            let (reply, difference) = try answer(task, over: &layout, by: connection)
            try write(difference, over: layout, by: connection)
            if task.bringsBack { try tell(ofReturnsIn: difference, to: task.book, by: connection) }
            return reply
        }
    }

    /// Writes what has become of a book, and tells every process of the server.
    func write(
        _ difference: LogDifference, over layout: LogLayout, by connection: isolated Connection
    ) throws {
        try connection.write(difference, over: layout)
        let owed = try difference.entries.compactMap { try OwedApproval($0) }
        try connection.writeOwed(owed, in: layout.book)
        if let callApprovalAsker, !owed.isEmpty { try callApprovalAsker(layout.book, connection) }
        if !difference.entries.isEmpty {
            try connection.announce(layout.book, head: difference.after.head.position)
        }
        if let callTextJoiner, difference.records.contains(where: \.hasTextsApart) {
            try callTextJoiner(layout.book, connection)
        }
    }

    /// Answers from what stands, unless answering turns out to change more than who was heard.
    func read<Reply: Sendable>(_ task: Task<Reply>) async throws -> Reply {
        let (reply, isFinal, presences) = try await pool.transaction(.snapshot) { connection in
            try walls.enter(task.book, on: connection)
            var layout = LogLayout(
                of: task.book, head: try connection.head(of: task.book, isLocked: false))
            let (reply, difference) = try answer(task, over: &layout, by: connection)
            let isFinal = difference.after.recovery == layout.excerpt.recovery
            return (reply, isFinal, layout.worthNoting(difference.presences))
        }
        guard isFinal else { return try await write(task) }
        if !presences.isEmpty {
            try await pool.transaction { connection in
                try connection.writePresences(presences, in: task.book)
            }
        }
        return reply
    }

    private func answer<Reply>(
        _ task: Task<Reply>, over layout: inout LogLayout, by connection: isolated Connection
    ) throws -> (Reply, LogDifference) {
        layout.lay(try connection.recovery(of: task.book, since: layout.head.recoveringSince))
        let permit = try task.lay(&layout, connection)
        var log = open(layout.excerpt, of: task.book, permit)
        let reply = task.ask(&log, permit)
        return (reply, LogDifference(from: layout.excerpt, to: log))
    }
}

extension BookOffice.Caller {
    /// What answering a laptop needs and does.
    func task<Reply>(
        bringingBack: Bool = false,
        laying lay: @escaping @Sendable (inout LogLayout, isolated Connection) throws -> Void,
        asking ask: @escaping @Sendable (inout BookLog, BookOffice.Permit) -> Reply
    ) -> BookOffice.Task<Reply> {
        BookOffice.Task(
            book: book, bringsBack: bringingBack,
            lay: { layout, connection in
                layout.lay(try connection.attendance(of: device, in: book))
                try lay(&layout, connection)
                return try permit(connection)
            }, ask: ask)
    }
}

extension LogLayout {
    /// A device that is heard all the time is noted once a minute: a position that is noted too
    /// late only keeps the log a little longer.
    private static let noteMilliseconds: UInt64 = 60_000

    fileprivate func worthNoting(
        _ presences: [DeviceID: Attendance.Presence]
    ) -> [DeviceID: Attendance.Presence] {
        presences.filter { device, presence in
            guard let before = excerpt.attendance.presences[device] else { return true }
            return (before.position == nil) != (presence.position == nil)
                || presence.heardMilliseconds >= before.heardMilliseconds + Self.noteMilliseconds
        }
    }
}

extension BookOffice.Permit {
    /// Why the caller may not do what a change does, if it may not.
    fileprivate func objection(to change: Change) -> Objection? {
        objection ?? Self.objection(toGrantsIn: change)
            ?? approvalObjection.flatMap { objection in
                change.writes.contains(where: \.settlesApproval) ? objection : nil
            }
    }

    /// Who belongs to a book is told by the server, which knows; nobody else says so in its place.
    private static func objection(toGrantsIn change: Change) -> Objection? {
        guard change.device != BookOffice.device,
            change.writes.contains(where: {
                $0.address.record.collection == Catalog.grant.number
            })
        else { return nil }
        return Objection(
            .notPermitted, rule: "grant",
            hint: "Only the server tells who belongs to a book; an owner changes that there.")
    }
}
