import Invoicing

/// Times and points in time as forms write them.
enum ClockText {
    /// The canonical `HH:MM:SS` of `HH:MM` or `HH:MM:SS`.
    static func time(_ text: String) -> String? {
        guard let seconds = seconds(text) else { return nil }
        return [seconds / 3_600, seconds / 60 % 60, seconds % 60].map(padded).joined(separator: ":")
    }

    /// A point in time as RFC 3339 writes it in UTC, to the second.
    static func moment(_ text: String) -> Moment? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].last == "Z", let date = try? CivilDate(String(parts[0])),
            parts[1].utf8.count == 9, let seconds = seconds(String(parts[1].dropLast()))
        else { return nil }
        return try? Moment(seconds: Int64(date.dayNumber) * 86_400 + Int64(seconds))
    }

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    private static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(Self.digits.contains) })
        else { return nil }
        let numbers = parts.compactMap { UInt8($0) }.map(Int.init)
        guard numbers.count == parts.count, numbers[0] < 24, numbers[1] < 60,
            numbers.count == 2 || numbers[2] < 60
        else { return nil }
        return numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
