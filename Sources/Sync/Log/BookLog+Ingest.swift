import Causality

/// How the server takes what laptops send.
extension BookLog {
    /// Gaps that pushes may leave in what is held of one replica, far below what a message may tell
    /// of one.
    package static let gapsCountMax = 1_000

    /// Takes a push of a device: each run up to the first change that cannot be taken.
    package mutating func take(
        _ push: Push, from device: DeviceID, milliseconds: UInt64
    ) -> Verdicts {
        var verdicts: [Verdicts.Verdict] = []
        for run in push.runs {
            let answers = take(run, from: device, milliseconds: milliseconds)
            verdicts += answers
            guard case .judged? = answers.last?.answer else { break }
        }
        seal()
        return told(verdicts)
    }

    /// As many of the answers as their receipts find room for in one message; whoever asked sends
    /// the rest again, and is told what became of it.
    private func told(_ verdicts: [Verdicts.Verdict]) -> Verdicts {
        let receipts = receipts(for: verdicts)
        guard receipts.count > Verdicts.receiptsCountMax else {
            return Verdicts(verdicts: verdicts, receipts: receipts)
        }
        // Each of them needs one receipt at most.
        let first = Array(verdicts.prefix(Verdicts.receiptsCountMax))
        return Verdicts(verdicts: first, receipts: self.receipts(for: first))
    }

    /// Takes a change, or answers again what became of it.
    ///
    /// A gap is left where its device no longer holds what comes before it. `link` is the link of
    /// the change before it, where its sender told it; `device` is who sent it, where that was not
    /// the server itself.
    package mutating func ingest(
        _ sent: SentChange, after link: ContentHash? = nil, from device: DeviceID? = nil,
        leavingGap: Bool = false, milliseconds: UInt64
    ) -> Answer {
        defer { seal() }
        return admit(
            sent, hashed: hash(sent.payload), after: link, from: device, leavingGap: leavingGap,
            milliseconds: milliseconds)
    }

    private mutating func take(
        _ run: Push.Run, from device: DeviceID, milliseconds: UInt64
    ) -> [Verdicts.Verdict] {
        var (answers, link) = ([Verdicts.Verdict](), run.link)
        for sent in run.changes {
            let payloadHash = hash(sent.payload)
            let answer = admit(
                sent, hashed: payloadHash, after: link, from: device,
                leavingGap: run.leavesGap && answers.isEmpty, milliseconds: milliseconds)
            answers.append(Verdicts.Verdict(dot: sent.dot, answer: answer))
            guard case .judged = answer else { break }
            link = Chain.link(sent.dot, payloadHash: payloadHash, after: link, using: hash)
        }
        return answers
    }

    private mutating func admit(
        _ sent: SentChange, hashed payloadHash: ContentHash, after link: ContentHash?,
        from device: DeviceID?, leavingGap: Bool, milliseconds: UInt64
    ) -> Answer {
        if isRecovering || attaching != nil && attaching != device { return .retryLater }
        if let place = places[sent.dot], let judgement = judgement(of: sent.dot) {
            if place.payloadHash == payloadHash { return .judged(judgement) }
            if let device, !isOwn(sent, of: device) { return .notYours }
            quarantine.insert(sent)
            return .dotTaken
        }
        if let device, !isOwn(sent, of: device) { return .notYours }
        let run = state.knowledge.run(of: sent.dot.replica)
        guard leavingGap || sent.dot.counter <= run.highest + 1 else {
            return .gap(expected: run.highest + 1)
        }
        guard !leavesTooManyGaps(sent.dot.counter, in: run) else {
            return .gap(expected: run.contiguous + 1)
        }
        guard chains.append(sent.dot, payloadHash: payloadHash, after: link, using: hash) else {
            return .wrongLink
        }
        let judged = judged(sent, hashed: payloadHash, milliseconds: milliseconds)
        append(.change(judged), decoded: sent.change)
        return judgement(of: sent.dot).map(Answer.judged) ?? .retryLater
    }

    /// Whether a counter would leave more gaps in a replica than messages are to carry.
    private func leavesTooManyGaps(_ counter: UInt64, in run: CounterRun) -> Bool {
        guard run.exceptions.count >= Self.gapsCountMax else { return false }
        var after = run
        after.insert(counter)
        return after.exceptions.count > run.exceptions.count
    }

    /// Whether a device may send a change: nobody writes as somebody else's replica.
    private func isOwn(_ sent: SentChange, of device: DeviceID) -> Bool {
        (sent.change?.device ?? device) == device
            && (ownership.device(of: sent.dot.replica) ?? device) == device
    }
}

/// What becomes of it.
extension BookLog {
    private mutating func judged(
        _ sent: SentChange, hashed payloadHash: ContentHash, milliseconds: UInt64
    ) -> JudgedChange {
        let claimed = sent.change?.claimed ?? Stamp(bits: 0)
        let stamps = clock.accept(claimed: claimed, milliseconds: milliseconds)
        guard let change = sent.change else {
            return JudgedChange(
                dot: sent.dot,
                body: .empty(EmptyForm(dot: sent.dot, payloadHash: payloadHash)),
                ruling: .refused(
                    Objection(.malformed, hint: "Bring the program up to date.")),
                stamps: stamps)
        }
        let ruling =
            attaching == nil ? judge.ruling(on: change, over: state, unborn: unborn) : .accepted
        let body = JudgedChange.Body(
            of: change, payload: sent.payload, payloadHash: payloadHash, ruling: ruling)
        return JudgedChange(dot: change.dot, body: body, ruling: ruling, stamps: stamps)
    }
}
