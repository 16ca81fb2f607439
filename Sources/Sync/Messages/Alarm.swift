/// What a laptop reports because a person who operates the server has to know of it.
package enum Alarm: Hashable, Sendable {
    /// Another history has taken the dot of these changes: the laptop keeps them in quarantine.
    case quarantined([SentChange])
    /// The digests differ although both stand at the same point: the book stopped.
    case parityLost(point: LogPoint, digest: ContentHash)
}

/// The server has taken note, durably.
package struct Noted: Hashable, Sendable {
    /// Takes note.
    package init() {}
}
