/// One timer for all who wait: it rings at ticks, so that those whose time is over at about the
/// same moment are looked for once.
struct WatchTimer {
    private static let tick = Duration.milliseconds(250)
    private let start = ContinuousClock.now
    private var ringing: (tick: Int, task: Task<Void, any Error>)?

    /// The first tick after a time.
    func tick(after time: Duration) -> Int {
        Int(clamping: Int64(((.now - start + time) / Self.tick).rounded(.up)))
    }

    /// Rings at a tick, unless it rings before it anyway.
    mutating func set(to tick: Int, _ ring: @escaping @Sendable (Int) async -> Void) {
        if let ringing {
            guard tick < ringing.tick else { return }
            ringing.task.cancel()
        }
        let moment = start + Self.tick * tick
        let task = Task {
            try await Task.sleep(until: moment)
            await ring(tick)
        }
        ringing = (tick, task)
    }

    /// It has rung at a tick.
    mutating func rang(at tick: Int) {
        if ringing?.tick == tick { ringing = nil }
    }
}
