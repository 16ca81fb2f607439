import Testing

/// What another implementation, Python's zoneinfo, says of a zone.
struct ZoneVectors: Sendable, CustomTestStringConvertible {
    let zone: String
    /// A second since 1970 in UTC, and the offset then.
    let instants: String
    /// A second by the local clock, and what to add to it to get the second in UTC.
    let locals: String

    static let all = western + eastern

    var testDescription: String { zone }

    static func pairs(_ text: String) -> [(Int64, Int64)] {
        text.split(separator: " ").map { pair in
            let numbers = pair.split(separator: ":").map { Int64($0)! }
            return (numbers[0], numbers[1])
        }
    }
}
