/// What kind of document a draft is, or became.
package enum DocumentKind: String, Hashable, Sendable, CaseIterable {
    case invoice, creditNote, quote, proForma

    /// Whether the kind is numbered: each that is has series of its own.
    package var isNumbered: Bool { self != .proForma }

    var article: String { self == .invoice ? "an" : "a" }

    /// The kind in words.
    package var words: String {
        switch self {
        case .invoice: "invoice"
        case .creditNote: "credit note"
        case .quote: "quote"
        case .proForma: "pro-forma"
        }
    }
}
