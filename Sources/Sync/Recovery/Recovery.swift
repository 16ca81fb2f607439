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
    var named: Set<LogPoint> = []
    /// What was brought back, all of it proved.
    var offered: Set<VouchedEntry> = []

    /// Whether it ends: every live device has brought what it holds, or they were waited for.
    func isOver(live: Set<DeviceID>, at milliseconds: UInt64) -> Bool {
        live.isSubset(of: finished)
            || milliseconds > sinceMilliseconds
                && milliseconds - sinceMilliseconds >= Self.holdMilliseconds
    }
}
