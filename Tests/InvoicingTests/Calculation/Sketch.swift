/// An invoice in bare integers, from which both calculators are fed: neither sees the other's
/// types.
struct Sketch {
    /// Digits ÷ 10^places.
    struct Number {
        var digits: Int64
        var places: Int
    }

    struct Part {
        /// Minor units, or nothing when it is a percentage.
        var units: Int64?
        var percent = Number(digits: 0, places: 0)
        /// The category and rate of a document's part that belongs to one group.
        var tax: Tax?
    }

    struct Tax {
        var category: String
        var percent: Number?
    }

    struct Line {
        var price: Number
        var quantity: Number
        var base: Number
        var discount: Part?
        var allowances: [Part] = []
        var charges: [Part] = []
        var tax: Tax
    }

    var currency: String
    var decimals: Int
    var includesTax: Bool
    var roundsDown: Bool
    var lines: [Line]
    var discount: Part?
    var allowances: [Part] = []
    var charges: [Part] = []
    var paid: Int64
    var rounding: Int64
}
