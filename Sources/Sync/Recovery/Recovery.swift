import Causality

/// What the server gathers while a book stands still because its database was found to be old.
package struct Recovery: Hashable, Sendable {
    /// How long it is held at most: a day.
    package static let holdMilliseconds: UInt64 = 86_400_000

    /// When it began, by the server's clock.
    package let sinceMilliseconds: UInt64
    /// The devices that have nothing more to bring.
    package internal(set) var finished: Set<DeviceID> = []
    /// The points that were named.
    package internal(set) var named: Set<LogPoint> = []
    /// What was brought back, all of it proved.
    package internal(set) var offered: Set<VouchedEntry> = []

    /// Begins, or goes on with what was stored.
    package init(
        sinceMilliseconds: UInt64, finished: Set<DeviceID> = [], named: Set<LogPoint> = [],
        offered: Set<VouchedEntry> = []
    ) {
        self.sinceMilliseconds = sinceMilliseconds
        self.finished = finished
        self.named = named
        self.offered = offered
    }

    /// Whether it ends: every live device has brought what it holds, or they were waited for.
    package func isOver(live: Set<DeviceID>, at milliseconds: UInt64) -> Bool {
        live.isSubset(of: finished)
            || milliseconds > sinceMilliseconds
                && milliseconds - sinceMilliseconds >= Self.holdMilliseconds
    }
}
