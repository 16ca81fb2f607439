import Invoicing
import Machine

/// The clock on the wall of this laptop: what time it is, and in which zone.
struct WallClock: Sendable {
    private static let zoneFile = "/etc/localtime"

    private let clock = SystemClock()

    /// The milliseconds since 1970.
    var milliseconds: UInt64 { UInt64(clamping: clock.unixMilliseconds()) }

    /// The zone of the machine; UTC where it names none that can be read.
    var zone: ZoneRules {
        guard let bytes = try? AtomicFile.read(Self.zoneFile) else { return .utc }
        return (try? ZoneRules(tzif: bytes)) ?? .utc
    }

    /// Today.
    var day: CivilDate {
        get throws {
            zone.date(at: try Moment(seconds: clock.unixMilliseconds() / 1_000))
        }
    }
}
