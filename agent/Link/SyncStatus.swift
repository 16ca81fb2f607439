/// How the laptop and its server stand.
package struct SyncStatus: Sendable {
    /// What is going on.
    package enum State: Hashable, Sendable {
        /// The laptop belongs to no team.
        case alone
        /// The server has not been spoken to since the start.
        case starting
        /// Both sides have what the other has, as far as is known.
        case upToDate
        /// The server cannot be reached; work goes on without it.
        case offline(reason: String)
        /// Something needs a person; work goes on, but nothing is exchanged.
        case halted(reason: String)
    }

    /// What is going on.
    package var state: State
    /// When the two last spoke, in milliseconds since 1970.
    package var lastContact: Int64?

    /// Nothing has happened yet.
    package init(state: State) { self.state = state }
}
