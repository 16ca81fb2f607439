extension Amount {
    /// Reads major units as people write them: "12.50", "-3", at most the currency's decimals.
    package init(_ text: String, in currency: Currency) throws(MoneyError) {
        try self.init(Decimal(text), in: currency)
    }

    /// Major units with the currency's own number of decimals: "12.50", "1250" for JPY.
    package var text: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text in ASCII.
    package func write(to bytes: inout [UInt8]) {
        DigitWriter.write(
            minorUnits, scale: currency.exponent, decimalsMin: currency.exponent, to: &bytes)
    }
}

extension Amount: CustomStringConvertible {
    /// The text and the currency's code: "12.50 EUR".
    package var description: String { "\(text) \(currency.code)" }
}
