extension Session {
    /// A laptop's question with all that it says.
    package enum Letter: Hashable, Sendable {
        case hello(Hello)
        case push(Push)
        case pull(Pull)
        case offer(Offer)
        case snapshot(SnapshotQuery)
    }
}
