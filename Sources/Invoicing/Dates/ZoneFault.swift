/// Why the bytes of a time zone file cannot be used.
package enum ZoneFault: Error, Hashable, Sendable {
    /// The bytes do not begin as a TZif file does.
    case notTZif
    /// A version that is not 1 … 4.
    case unknownVersion(UInt8)
    /// The bytes end before what their header announces.
    case truncated(atByte: Int)
    /// More than any real zone holds.
    case tooLarge
    /// A count in the header that the format forbids.
    case contradictoryCounts
    /// The transitions are not in ascending order.
    case unorderedTransitions
    /// A transition names a kind of local time that is not there.
    case unknownLocalTime
    /// An offset from UTC beyond 26 hours, or a flag that is neither 0 nor 1.
    case impossibleLocalTime
    /// The file counts leap seconds, which POSIX time does not.
    case countsLeapSeconds
    /// The rule for the far future is not one of POSIX TZ, as RFC 9636 extends it.
    case malformedFooter
}

extension ZoneFault: CustomStringConvertible {
    /// What is wrong with the file, and what to do.
    package var description: String {
        switch self {
        case .notTZif: "it is no TZif file; take one from the system's zoneinfo directory"
        case .unknownVersion(let byte): "its version byte \(byte) is none of versions 1 to 4"
        case .truncated(let offset): "it ends too early, at byte \(offset)"
        case .tooLarge: "it is larger than any real zone"
        case .contradictoryCounts: "the counts in its header contradict each other"
        case .unorderedTransitions: "its transitions are not in order"
        case .unknownLocalTime: "a transition names a local time that it does not hold"
        case .impossibleLocalTime: "it holds an impossible offset from UTC"
        case .countsLeapSeconds: "it counts leap seconds; take the zone from outside right/"
        case .malformedFooter: "its rule for the future cannot be read"
        }
    }
}
