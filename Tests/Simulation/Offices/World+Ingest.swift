import Bytes
import Causality
import Sync

/// How the office's processes take what laptops push, each in one transaction under the book's
/// lock.
extension World {
    /// A process begins a transaction, and ends it now or after others have tried.
    mutating func begin(_ push: Push, of letter: Letter) throws(Finding) {
        let isSlow = dice.happens(percent: 30)
        let stale = sabotage.bug == .readsBeforeLock ? office.log : nil
        if let running = office.transaction {
            // The book's row is locked: this process waits, and then reads.
            office.transaction = nil
            try end(running)
        }
        let transaction = Transaction(letter: letter, push: push, stale: stale)
        guard isSlow else { return try end(transaction) }
        office.transaction = transaction
    }

    /// A process that is within a transaction goes on, or dies before its commit.
    mutating func endTransaction(isKilled: Bool = false) throws(Finding) {
        guard let transaction = office.transaction else { return }
        office.transaction = nil
        if isKilled {
            if isTold { tell("a process of the office dies within a transaction") }
            letters.append(transaction.letter.answering(.silence))
        } else {
            try end(transaction)
        }
    }

    private mutating func end(_ transaction: Transaction) throws(Finding) {
        let before = office.log.head
        if let stale = transaction.stale, !office.log.isRecovering { office.log = stale }
        let device = laptops[transaction.letter.laptop].disk.copy.device
        let (now, isRevoked) = (now, office.role(of: device) == .revoked)
        let push = transaction.push
        let asked = asked(.push(push), in: transaction.letter)
        sabotage.judgeAttached(in: &office.log)
        let answer = transact { log, _ in
            log.answer(push, from: device, isRevoked: isRevoked, milliseconds: now)
        }
        guard office.log.point(at: before.position) == before else {
            throw Finding(.log, "an entry that was committed is gone or another one")
        }
        if case .verdicts(let verdicts) = answer {
            let sent = push.runs.flatMap(\.changes)
            try judgeJudgements(verdicts.verdicts, on: sent, after: before.position)
        }
        try answered(asked, with: answer)
        reply(answer, to: transaction.letter)
        finishAttaching(of: transaction.letter.laptop)
        if dice.happens(percent: 40) { try mergeTexts() }
    }

    /// Looks at what was judged just now.
    private mutating func judgeJudgements(
        _ verdicts: [Verdicts.Verdict], on sent: [SentChange], after before: UInt64
    ) throws(Finding) {
        let isAnyRefused = !office.log.state.refused.isEmpty
        let past = isAnyRefused ? office.database.archive.prefix(Int(before)) : []
        var unborn = Unborn(in: past, oracle)
        for (verdict, sent) in zip(verdicts, sent) {
            guard case .judged(let judgement) = verdict.answer else { continue }
            guard judgement.point.position > before else {
                tally.count(.duplicate)
                continue
            }
            self.verdicts.hear(judgement, of: sent)
            try Checker.justice(
                judgement, on: sent, unborn: unborn.records, oracle,
                attaching: office.database.attaching,
                after: office.database.archive.prefix(Int(judgement.point.position) - 1))
            unborn.note(
                Fingerprint.hash(sent.payload), isRefused: judgement.ruling.isRefusal, oracle)
        }
    }

    /// The office itself writes something.
    mutating func writeAsOffice(_ writes: [Write]) throws(Finding) {
        guard !office.log.isRecovering, office.transaction == nil else { return }
        let replica = office.replica ?? .random(using: &dice)
        office.replica = replica
        let counter = office.log.state.knowledge.run(of: replica).highest + 1
        let change = Change(
            dot: Dot(replica: replica, counter: counter), device: Trade.officeDevice,
            claimed: Stamp(milliseconds: now), schemaVersion: 2, writes: writes)
        oracle.hear(change, intents: writes.map { Intent($0) }, isByOffice: true)
        let (now, sent, before) = (now, SentChange(change), office.log.head.position)
        let answer = transact { log, _ in log.ingest(sent, milliseconds: now) }
        let verdict = Verdicts.Verdict(dot: change.dot, answer: answer)
        try judgeJudgements([verdict], on: [sent], after: before)
    }
}
