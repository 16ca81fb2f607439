/// The devices of a book: when each was last heard, and how far it has followed the log.
package struct Attendance: Hashable, Sendable {
    /// How long a device may be silent before it loses its place: 400 days.
    package static let leaseMilliseconds: UInt64 = 400 * 86_400_000
    /// Offers of one device that may be under way at once.
    static let offersCountMax = 8

    /// What is known of a device.
    package struct Presence: Hashable, Sendable {
        /// When it was last heard, by the server's clock.
        package let heardMilliseconds: UInt64
        /// The position up to which it holds the log; `nil` while it has to take a snapshot.
        package let position: UInt64?
        /// What tells the messages of its last offers: a machine that was copied may bring as well.
        package let brought: [ContentHash]

        /// Takes what was stored.
        package init(
            heardMilliseconds: UInt64, position: UInt64?, brought: [ContentHash] = []
        ) {
            self.heardMilliseconds = heardMilliseconds
            self.position = position
            self.brought = brought
        }
    }

    /// The devices that were heard and not struck off.
    package private(set) var presences: [DeviceID: Presence] = [:]

    /// Knows what was stored of some devices, or nobody yet.
    package init(presences: [DeviceID: Presence] = [:]) { self.presences = presences }

    /// Takes note that a device was heard.
    package mutating func hear(_ device: DeviceID, at position: UInt64?, milliseconds: UInt64) {
        presences[device] = Presence(
            heardMilliseconds: milliseconds, position: position,
            brought: presences[device]?.brought ?? [])
    }

    /// Whether a message of an offer follows the one that was taken last: a database that was
    /// restored in between lacks what came before.
    func expects(_ offer: Offer, from device: DeviceID) -> Bool {
        offer.after.map { presences[device]?.brought.contains($0) ?? false } ?? true
    }

    /// Takes note of an offer that was taken.
    mutating func note(_ offer: Offer, broughtBy device: DeviceID) {
        guard let presence = presences[device] else { return }
        let others = presence.brought.filter { $0 != offer.after && $0 != offer.mark }
        let marks = others + (offer.mark.map { [$0] } ?? [])
        presences[device] = Presence(
            heardMilliseconds: presence.heardMilliseconds, position: presence.position,
            brought: Array(marks.suffix(Self.offersCountMax)))
    }

    /// Strikes a device off: it was revoked.
    package mutating func strike(_ device: DeviceID) { presences[device] = nil }

    /// The devices whose lease has not run out.
    package func live(at milliseconds: UInt64) -> Set<DeviceID> {
        Set(presences.keys.filter { !hasLapsed($0, at: milliseconds) })
    }

    /// Whether a device was silent for longer than its lease.
    package func hasLapsed(_ device: DeviceID, at milliseconds: UInt64) -> Bool {
        guard let heard = presences[device]?.heardMilliseconds else { return false }
        return milliseconds > heard && milliseconds - heard > Self.leaseMilliseconds
    }

    /// The position that every live device has passed; `nil` where none follows the log.
    package func passed(at milliseconds: UInt64) -> UInt64? {
        live(at: milliseconds).compactMap { presences[$0]?.position }.min()
    }
}
