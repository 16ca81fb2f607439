import Sync

/// When each device of the book was last heard, and up to where it said that it holds the log: as
/// the rule has it, without the log's own idea of it.
struct Roster {
    private struct Entry {
        let heard: UInt64
        let position: UInt64?
    }

    private static let leaseMilliseconds: UInt64 = 400 * 86_400_000
    private var entries: [DeviceID: Entry] = [:]

    mutating func hear(_ device: DeviceID, at position: UInt64?, now: UInt64) {
        entries[device] = Entry(heard: now, position: position)
    }

    /// Whether a device was silent for so long that nobody waits for it.
    func hasLapsed(_ device: DeviceID, now: UInt64) -> Bool {
        entries[device].map { now - $0.heard > Self.leaseMilliseconds } ?? false
    }

    /// The devices that are waited for.
    func live(now: UInt64) -> Set<DeviceID> {
        Set(entries.keys.filter { !hasLapsed($0, now: now) })
    }

    /// How far all of them follow the log.
    func passed(now: UInt64) -> UInt64? {
        live(now: now).compactMap { entries[$0]?.position }.min()
    }
}

/// A book that stands still, since when, and who has said that he has nothing more to bring.
struct Hold {
    static let longestMilliseconds: UInt64 = 86_400_000

    let since: UInt64
    var finished: Set<DeviceID> = []
}
