package import Causality

/// The push lane: what is to be sent, and what was answered.
extension BookCopy {
    /// One's own changes whose fate is not known, in the order in which they are to be sent.
    package var unsent: [OwnChange] { overlay.filter { $0.judgement == nil } }

    /// Takes the server's answer to a change that was sent; `false` if nothing proves it, and then
    /// nothing changed.
    ///
    /// A change that was refused leaves what a person sees at once; it stays in the overlay as
    /// refused until the log brings its empty form, since later changes may name it. What a
    /// snapshot has brought already leaves the overlay now; its entry is kept, since no pull will
    /// bring it any more.
    @discardableResult
    package mutating func hear(
        _ judgement: Judgement, of dot: Dot, by proof: ReceiptProof, milliseconds: UInt64
    ) -> Bool {
        guard let index = overlay.firstIndex(where: { $0.dot == dot }),
            overlay[index].judgement == nil
        else { return true }
        let vouched = overlay[index].vouched(by: judgement, using: hash)
        guard proof.vouches(for: vouched, using: hash) else { return false }
        keep(proof.receipts)
        overlay[index].judgement = judgement
        if overlay[index].isRefused { handBack(overlay[index]) }
        if base.knowledge.covers(dot) {
            strays.insert(vouched)
            overlay.remove(at: index)
        }
        relay(milliseconds: milliseconds)
        return true
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
