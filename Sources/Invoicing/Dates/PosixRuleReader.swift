extension RecurringOffset {
    /// Reads a POSIX TZ rule with the hours −167 … 167 of RFC 9636.
    init(posix bytes: [UInt8]) throws(ZoneFault) {
        guard bytes.count <= 256 else { throw .malformedFooter }
        var reader = PosixRuleReader(bytes[...])
        self = try reader.rule()
    }
}

/// Reads `std offset [dst [offset] ,start[/time],end[/time]]` from left to right.
private struct PosixRuleReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func rule() throws(ZoneFault) -> RecurringOffset {
        try name()
        let standard = -(try offset())
        guard !rest.isEmpty else { return RecurringOffset(standard: standard, saving: nil) }
        try name()
        let saving = rest.first == UInt8(ascii: ",") ? standard + 3_600 : -(try offset())
        try take(",")
        let start = try yearDay()
        try take(",")
        let end = try yearDay()
        guard rest.isEmpty, abs(saving) < Int32(ZoneRules.reach) else { throw .malformedFooter }
        return RecurringOffset(
            standard: standard,
            saving: RecurringOffset.Saving(offset: saving, start: start, end: end))
    }

    /// Three letters or more, or anything between angle brackets.
    private mutating func name() throws(ZoneFault) {
        let isQuoted = takes("<")
        let name = rest.prefix { isQuoted ? $0 != UInt8(ascii: ">") : Self.isLetter($0) }
        guard name.count >= 3, name.allSatisfy({ Self.isLetter($0) || isQuoted }) else {
            throw .malformedFooter
        }
        rest = rest.dropFirst(name.count)
        if isQuoted { try take(">") }
    }

    /// Hours west of UTC, at most 24.
    private mutating func offset() throws(ZoneFault) -> Int32 {
        try clock(hoursMax: 24)
    }

    private mutating func yearDay() throws(ZoneFault) -> RecurringOffset.YearDay {
        let day = try day()
        let seconds = takes("/") ? try clock(hoursMax: 167) : 7_200
        return RecurringOffset.YearDay(day: day, seconds: seconds)
    }

    private mutating func day() throws(ZoneFault) -> RecurringOffset.YearDay.Day {
        if takes("J") { return .julian(try number(in: 1...365)) }
        guard takes("M") else { return .zeroBased(try number(in: 0...365)) }
        let month = try number(in: 1...12)
        try take(".")
        let week = try number(in: 1...5)
        try take(".")
        return .weekday(month: month, week: week, day: try number(in: 0...6))
    }

    /// `[+-]h[h[h]][:mm[:ss]]` in seconds.
    private mutating func clock(hoursMax: Int) throws(ZoneFault) -> Int32 {
        let isNegative = takes("-")
        if !isNegative { _ = takes("+") }
        var seconds = try number(in: 0...hoursMax) * 3_600
        if takes(":") {
            seconds += try number(in: 0...59) * 60
            if takes(":") { seconds += try number(in: 0...59) }
        }
        return Int32(isNegative ? -seconds : seconds)
    }

    private mutating func number(in range: ClosedRange<Int>) throws(ZoneFault) -> Int {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty, digits.count <= 3 else { throw .malformedFooter }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        guard range.contains(value) else { throw .malformedFooter }
        rest = rest.dropFirst(digits.count)
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) throws(ZoneFault) {
        guard takes(character) else { throw .malformedFooter }
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
    }
}
