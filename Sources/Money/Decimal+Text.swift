extension Decimal {
    /// The longest text that is read as a number.
    package static let textMax = 64

    /// Reads a plain decimal: `-?digits(.digits)?`, no needless leading zero, no exponent.
    package init(_ text: String) throws(MoneyError) {
        try self.init(plain: Array(text.utf8))
    }

    /// Reads a plain decimal from ASCII bytes.
    package init(plain text: [UInt8]) throws(MoneyError) {
        var reader = try DecimalReader(text)
        try reader.readPlain()
        guard reader.isAtEnd else { throw .malformedDecimal }
        self = try reader.value()
    }

    /// Reads a number as JSON writes it, exponent included, without losing a digit.
    package init(jsonNumber text: [UInt8]) throws(MoneyError) {
        var reader = try DecimalReader(text)
        try reader.readPlain()
        try reader.readExponent()
        guard reader.isAtEnd else { throw .malformedDecimal }
        self = try reader.value()
    }

    /// The number with at least so many decimals: 12.5 with two is "12.50".
    package func text(decimalsMin: Int) -> String {
        var bytes: [UInt8] = []
        write(to: &bytes, decimalsMin: decimalsMin)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the number in ASCII with at least so many decimals.
    package func write(to bytes: inout [UInt8], decimalsMin: Int = 0) {
        DigitWriter.write(coefficient, scale: scale, decimalsMin: decimalsMin, to: &bytes)
    }
}

extension Decimal: CustomStringConvertible {
    /// The shortest exact form: "12.5", "-3", "0".
    package var description: String { text(decimalsMin: 0) }
}

/// Reads the parts of a number one after the other and keeps what they add up to.
private struct DecimalReader {
    private let text: [UInt8]
    private var position = 0
    private var digits: Int64 = 0
    private var places = 0
    /// Zeros seen after the point that count only if another digit follows.
    private var pendingZeros = 0
    private var isNegative = false

    init(_ text: [UInt8]) throws(MoneyError) {
        guard text.count <= Decimal.textMax else { throw .malformedDecimal }
        self.text = text
    }

    var isAtEnd: Bool { position == text.count }

    mutating func readPlain() throws(MoneyError) {
        isNegative = skip(UInt8(ascii: "-"))
        let start = position
        while let digit = nextDigit() { try append(digit) }
        let length = position - start
        guard length > 0, length == 1 || text[start] != UInt8(ascii: "0") else {
            throw .malformedDecimal
        }
        guard skip(UInt8(ascii: ".")) else { return }
        let fraction = position
        while let digit = nextDigit() { try appendFraction(digit) }
        guard position > fraction else { throw .malformedDecimal }
    }

    mutating func readExponent() throws(MoneyError) {
        guard skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) else { return }
        let isDownwards = skip(UInt8(ascii: "-"))
        if !isDownwards { _ = skip(UInt8(ascii: "+")) }
        let start = position
        var exponent = 0
        while let digit = nextDigit() { exponent = min(exponent * 10 + Int(digit), 1_000) }
        guard position > start else { throw .malformedDecimal }
        places += isDownwards ? exponent : -exponent
    }

    func value() throws(MoneyError) -> Decimal {
        let signed = isNegative ? -digits : digits
        if digits == 0 { return .zero }
        if places < 0 {
            guard places >= -PowerOfTen.exponentMax else { throw .overflow }
            return try Decimal(wide: Int128(signed) * PowerOfTen.wide(-places), scale: 0)
        }
        return try Decimal(wide: Int128(signed), scale: places)
    }

    private mutating func append(_ digit: Int64) throws(MoneyError) {
        let (grown, isOver) = digits.multipliedReportingOverflow(by: 10)
        let (sum, isOverAgain) = grown.addingReportingOverflow(digit)
        guard !isOver, !isOverAgain else { throw .overflow }
        digits = sum
    }

    private mutating func appendFraction(_ digit: Int64) throws(MoneyError) {
        guard digit != 0 else {
            pendingZeros += 1
            return
        }
        for _ in 0..<pendingZeros { try append(0) }
        try append(digit)
        places += pendingZeros + 1
        pendingZeros = 0
    }

    private mutating func nextDigit() -> Int64? {
        guard position < text.count else { return nil }
        let byte = text[position]
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        position += 1
        return Int64(byte - UInt8(ascii: "0"))
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }
}
