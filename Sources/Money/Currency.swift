/// A currency of ISO 4217 in which an invoice can be written.
///
/// Only currencies with a known number of decimals exist as values; every other code is refused
/// with the reason.
package struct Currency: Hashable, Sendable {
    /// The three letters as one number, so that a currency is copied and compared as a word.
    private let packed: UInt16
    @usableFromInline let decimals: UInt8

    /// Takes the three capital letters of a code.
    package init(_ code: String) throws(MoneyError) {
        try self.init(code.utf8)
    }

    /// Takes the three capital letters of a code as ASCII bytes.
    package init(_ code: some Collection<UInt8>) throws(MoneyError) {
        guard let packed = CurrencyTable.pack(code) else {
            throw .refusedCurrency(.malformed)
        }
        switch CurrencyTable.entry(packed) {
        case .decimals(let decimals):
            self.packed = packed
            self.decimals = decimals
        case .refused(let refusal):
            throw .refusedCurrency(refusal)
        }
    }

    /// The number of decimals of an amount: 0 for JPY, 2 for EUR, 3 for KWD, 4 for CLF.
    @inlinable package var exponent: Int { Int(decimals) }

    /// The three capital letters.
    package var code: String {
        String(decoding: CurrencyTable.unpack(packed), as: UTF8.self)
    }

    /// Every currency in which an invoice can be written, by code.
    package static let all: [Currency] = CurrencyTable.codes.compactMap { try? Currency($0) }
}

extension Currency: CustomStringConvertible {
    /// The three capital letters.
    package var description: String { code }
}

/// Why no invoice can be written in a code.
package enum CurrencyRefusal: Hashable, Sendable {
    /// Anything but three capital letters.
    case malformed
    /// ISO 4217 does not know the code.
    case unknown
    /// A metal, a fund or a test code: it has no minor unit.
    case withoutMinorUnit
    /// The currency is gone, replaced by another.
    case gone(successor: String)
}

extension CurrencyRefusal {
    /// What should have been there, as the end of a sentence that begins with "expected".
    package var expected: String {
        switch self {
        case .malformed: "three capital letters of ISO 4217, such as \"EUR\""
        case .unknown: "a code that is in ISO 4217, such as \"EUR\""
        case .withoutMinorUnit:
            "a currency: ISO 4217 gives this code no decimals, so nothing can be billed in it"
        case .gone(let successor): "\(successor): the currency of this code is gone"
        }
    }
}
