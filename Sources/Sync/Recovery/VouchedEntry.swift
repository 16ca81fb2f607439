import Causality

/// An entry together with the point after it, as a receipt that was checked has vouched for it.
///
/// Laptops keep them, so that a server whose database is old can have its log back.
package struct VouchedEntry: Hashable, Sendable {
    /// The entry.
    package let entry: LogEntry
    /// The point after it.
    package let point: LogPoint

    /// Keeps an entry whose receipt was checked.
    package init(entry: LogEntry, point: LogPoint) {
        self.entry = entry
        self.point = point
    }
}

extension VouchedEntry {
    /// The dots that its writes name.
    var named: Set<Dot> { Set(entry.change?.namings.flatMap(\.replaces) ?? []) }
}
