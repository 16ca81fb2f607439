/// How slowly bytes may come or go before their connection is ended.
struct Pace: Sendable {
    /// For everything that is not the bytes themselves.
    let grace: Duration
    /// Whoever is slower than this keeps the server waiting on purpose.
    let bytesPerSecondMin: Int

    /// How long so many bytes may take.
    func time(for byteCount: Int) -> Duration { grace + rate(byteCount) }

    /// What so many bytes add to the time.
    func rate(_ byteCount: Int) -> Duration {
        .seconds(Double(byteCount) / Double(max(1, bytesPerSecondMin)))
    }
}
