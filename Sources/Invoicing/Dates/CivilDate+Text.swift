extension CivilDate: CustomStringConvertible {
    static let expectation = "a date as YYYY-MM-DD between 0001-01-01 and 9999-12-31"

    /// Reads `YYYY-MM-DD`, nothing else.
    package init(_ text: String) throws(InvoicingError) {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]),
            let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { throw .malformed(expected: Self.expectation) }
        try self.init(year: year, month: month, day: day)
    }

    /// The date as `YYYY-MM-DD`.
    package var description: String {
        let (year, month, day) = parts
        return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}

extension Int {
    /// Digits with zeros in front, for a number that is not below zero.
    func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}
