import Causality

/// What need not be kept any longer: by laptops below the durable position, and here below the
/// compacted one.
///
/// Invariants:
/// 1. compacted ≤ durable ≤ what every live device has passed.
/// 2. The durable position never falls, and is never younger than its age.
extension BookLog {
    /// The least age of what laptops are allowed to drop: 30 days.
    package static let durableAgeMilliseconds: UInt64 = 30 * 86_400_000

    /// Declares that backups hold the log up to a position.
    package mutating func declareDurable(
        _ position: UInt64, ageMillisecondsMin: UInt64 = durableAgeMilliseconds,
        milliseconds: UInt64
    ) {
        let oldest = milliseconds - min(milliseconds, ageMillisecondsMin)
        let passed = attendance.passed(at: milliseconds) ?? head.position
        let limit = min(position, passed, head.position)
        guard limit > durable else { return }
        let young = entries.first { entry in
            guard let accepted = entry.change?.stamps.accepted else { return false }
            return accepted.milliseconds > oldest
        }
        durable = max(durable, min(limit, young.map { $0.position - 1 } ?? limit))
    }

    /// Drops the entries up to a position that is durable. State, digest, verdicts and log hashes
    /// stay as they are.
    package mutating func compact(through position: UInt64) {
        let last = min(position, durable)
        guard last > compacted else { return }
        tail.drop(through: last)
        for dropped in graves.keys where dropped <= last { graves[dropped] = nil }
        compacted = last
    }
}
