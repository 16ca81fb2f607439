package import Causality

/// A change of this laptop that is not yet below the cursor, with what is known of its fate.
package struct OwnChange: Hashable, Sendable {
    /// The change.
    package let change: Change
    /// The link of the change before it, which a push that begins with it tells.
    package let link: ContentHash
    /// What the server said of it, and proved; `nil` until it was heard.
    package internal(set) var judgement: Judgement?

    /// Keeps a change of one's own.
    package init(change: Change, link: ContentHash, judgement: Judgement? = nil) {
        self.change = change
        self.link = link
        self.judgement = judgement
    }

    /// The name of the change.
    package var dot: Dot { change.dot }

    /// Whether the server refused it.
    package var isRefused: Bool { judgement?.ruling.isRefusal ?? false }

    /// The stamp that orders its values until the log tells: the server's, or a credible one.
    func stamp(at milliseconds: UInt64) -> Stamp {
        judgement?.stamps.effective ?? change.claimed.credible(at: milliseconds)
    }

    /// What is left of it, where it was refused: of one that could not be read, only its name.
    var emptied: EmptyForm? {
        guard case .refused(let objection)? = judgement?.ruling else { return nil }
        return objection.code == .malformed
            ? EmptyForm(dot: dot, payloadHash: .zero)
            : EmptyForm(emptying: change, payloadHash: .zero)
    }

    /// Its entry, as a judgement tells it.
    func vouched(by judgement: Judgement, using hash: HashFunction) -> VouchedEntry {
        let payload = change.payload
        let body = JudgedChange.Body(
            of: change, payload: payload, payloadHash: hash(payload), ruling: judgement.ruling)
        let judged = JudgedChange(
            dot: dot, body: body, ruling: judgement.ruling, stamps: judgement.stamps)
        return VouchedEntry(
            entry: LogEntry(position: judgement.point.position, content: .change(judged)),
            point: judgement.point)
    }
}
