import Calendar
import JSON
import PostgreSQL

extension Timestamp {
    /// RFC 3339 in UTC, to the second: `2026-11-21T14:36:27Z`.
    var rfc3339: String {
        UTCMoment(unixSeconds: microseconds.flooredQuotient(by: 1_000_000)).rfc3339
    }
}

extension JSONValue {
    /// A moment, or nothing.
    init(_ moment: Timestamp?) { self = moment.map { .string($0.rfc3339) } ?? .null }
}
