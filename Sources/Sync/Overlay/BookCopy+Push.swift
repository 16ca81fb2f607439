package import Causality

/// The push lane: what is to be sent, and what was answered.
extension BookCopy {
    /// One's own changes whose fate is not known, in the order in which they are to be sent.
    package var unsent: [OwnChange] {
        overlay.filter { $0.judgement == nil && !isReentered($0) }
    }

    /// Takes the server's answers to changes that were sent, as far as its receipts prove them;
    /// `false` if something was not proved, and is still unsent.
    ///
    /// A change that was refused leaves what a person sees at once; it stays in the overlay as
    /// refused until the log brings its empty form, since later changes may name it. What a
    /// snapshot has brought already leaves the overlay now; its entry is kept, since no pull will
    /// bring it any more.
    @discardableResult
    package mutating func hear(_ verdicts: Verdicts, milliseconds: UInt64) -> Bool {
        let proof = verifier.proof(by: verdicts.receipts)
        let heard = verdicts.verdicts.compactMap { verdict in
            if case .judged(let judgement) = verdict.answer { return (verdict.dot, judgement) }
            return nil
        }
        return hear(Dictionary(heard, uniquingKeysWith: { $1 }), by: proof, milliseconds)
    }

    /// Takes the server's answer to one change; `false` if nothing proves it, and then nothing
    /// changed.
    @discardableResult
    package mutating func hear(
        _ judgement: Judgement, of dot: Dot, by proof: ReceiptProof, milliseconds: UInt64
    ) -> Bool { hear([dot: judgement], by: proof, milliseconds) }

    private mutating func hear(
        _ judgements: [Dot: Judgement], by proof: ReceiptProof, _ milliseconds: UInt64
    ) -> Bool {
        var (isProved, settled) = (true, Set<Dot>())
        for index in overlay.indices where overlay[index].judgement == nil {
            guard let judgement = judgements[overlay[index].dot] else { continue }
            let vouched = overlay[index].vouched(by: judgement, using: hash)
            guard proof.vouches(for: vouched, using: hash) else {
                isProved = false
                continue
            }
            overlay[index].judgement = judgement
            if overlay[index].isRefused { handBack(overlay[index]) }
            if base.knowledge.covers(overlay[index].dot) {
                strays.insert(vouched)
                settled.insert(overlay[index].dot)
            }
        }
        keep(proof.receipts)
        overlay.removeAll { settled.contains($0.dot) }
        relay(milliseconds: milliseconds)
        return isProved
    }

    /// Takes back what was handed back and is accepted after all.
    mutating func unhand(_ dot: Dot) { handedBack.removeAll { $0.dot == dot } }

    /// Keeps a refused change for a person to look at, until he has done something with it.
    mutating func handBack(_ own: OwnChange) {
        guard !dismissed.contains(own.dot), !handedBack.contains(where: { $0.dot == own.dot })
        else { return }
        handedBack.append(own)
    }
}
