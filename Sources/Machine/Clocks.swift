import Glibc

/// The time of day, as a value that is handed to whoever may know it.
package struct SystemClock: Sendable {
    private let read: @Sendable () -> Int64

    /// The machine's own clock.
    package init() {
        self.init { nanoseconds(of: CLOCK_REALTIME) / 1_000 }
    }

    /// A clock that shows what the caller decides, in microseconds since 1970.
    package init(unixMicroseconds: @escaping @Sendable () -> Int64) {
        read = unixMicroseconds
    }

    /// Microseconds since 1970-01-01T00:00:00Z. May jump when somebody sets the clock.
    package func unixMicroseconds() -> Int64 { read() }

    /// Milliseconds since 1970-01-01T00:00:00Z. May jump when somebody sets the clock.
    package func unixMilliseconds() -> Int64 { read() / 1_000 }
}

/// A clock that only moves forward, for measuring how long something took.
package struct MonotonicClock: Sendable {
    private let read: @Sendable () -> Int64

    /// The machine's own clock. It goes on while the machine sleeps.
    package init() {
        self.init { Machine.nanoseconds(of: CLOCK_BOOTTIME) }
    }

    /// A clock that shows what the caller decides, in nanoseconds since an unnamed start.
    package init(nanoseconds: @escaping @Sendable () -> Int64) {
        read = nanoseconds
    }

    /// Nanoseconds since an unnamed start; only differences mean anything.
    package func nanoseconds() -> Int64 { read() }
}

/// The kernel's randomness, fit for keys and ids.
package struct SystemRandom: RandomNumberGenerator, Sendable {
    private var generator = SystemRandomNumberGenerator()

    /// Needs no seed.
    package init() {}

    /// Eight unpredictable bytes.
    package mutating func next() -> UInt64 { generator.next() }

    /// As many unpredictable bytes as asked for.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

private func nanoseconds(of clock: clockid_t) -> Int64 {
    var reading = timespec()
    let result = clock_gettime(clock, &reading)
    precondition(result == 0, "every Linux kernel has these clocks")
    return Int64(reading.tv_sec) * 1_000_000_000 + Int64(reading.tv_nsec)
}
