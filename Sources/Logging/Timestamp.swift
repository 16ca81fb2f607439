import Calendar

/// The instant in UTC, as `2026-03-01T09:00:00.000Z`.
package func timestamp(_ unixMicroseconds: Int64) -> String {
    let seconds = unixMicroseconds.flooredQuotient(by: 1_000_000)
    let milliseconds = (unixMicroseconds - seconds * 1_000_000) / 1_000
    return UTCMoment(unixSeconds: seconds).rfc3339.dropLast() + ".\(padded(milliseconds, 3))Z"
}
