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
    /// What the offered entries mean by what they name, by their points.
    package internal(set) var meanings: [LogPoint: Offer.Meanings] = [:]

    /// Begins, or goes on with what was stored.
    package init(
        sinceMilliseconds: UInt64, finished: Set<DeviceID> = [], named: Set<LogPoint> = [],
        offered: Set<VouchedEntry> = [], meanings: [LogPoint: Offer.Meanings] = [:]
    ) {
        self.sinceMilliseconds = sinceMilliseconds
        self.finished = finished
        self.named = named
        self.offered = offered
        self.meanings = meanings
    }

    /// Takes what a laptop brought, all of it proved. What one laptop cannot tell of its meaning,
    /// another may.
    mutating func take(_ entries: [VouchedEntry], meaning meanings: [LogPoint: Offer.Meanings]) {
        offered.formUnion(entries)
        for point in entries.map(\.point) {
            guard let told = meanings[point], !told.isEmpty else { continue }
            self.meanings[point, default: [:]].merge(told) { first, _ in first }
        }
    }

    /// Whether it ends: every live device has brought what it holds, or they were waited for.
    package func isOver(live: Set<DeviceID>, at milliseconds: UInt64) -> Bool {
        live.isSubset(of: finished)
            || milliseconds > sinceMilliseconds
                && milliseconds - sinceMilliseconds >= Self.holdMilliseconds
    }
}
