package import Money

/// What is sold, every field checked.
package struct Product: Hashable, Sendable {
    /// The number by which the book knows the product.
    package let sku: String?
    /// The name on the invoice.
    package let name: String
    /// More words for the line.
    package let text: String?
    /// What it is counted in.
    package let unit: UnitCode
    /// What one unit costs, unless it is asked each time.
    package let price: UnitPrice?
    /// How it is taxed, unless as the book's default says.
    package let tax: Tax?
    /// A word to group by.
    package let category: String?
    /// The number below the bars.
    package let barcode: Barcode?
    /// Whether a stock of it is kept.
    package let isTracked: Bool
    /// When stock falls to this, it is time to order.
    package let reorderAt: Decimal?

    /// Reads a form; throws every field that is not what it should be.
    package init(_ form: ProductForm) throws(InvoicingError) {
        var fields = FieldGatherer()
        let name = fields.required("name", form.name, "the product's name") {
            text throws(InvoicingError) in try PlainText.line(text, max: 200)
        }
        sku = fields.line("sku", form.sku, max: 40)
        text = fields.optional("description", form.description) {
            text throws(InvoicingError) in
            try PlainText.lines(text, max: InvoiceBounds.descriptionLengthMax)
        }
        unit = fields.optional("unit", form.unit, UnitCode.init) ?? .one
        price = UnitPrice.read(form, &fields)
        tax = Self.tax(form, &fields)
        category = fields.line("category", form.category, max: 100)
        barcode = fields.optional("barcode", form.barcode, Barcode.init)
        isTracked = fields.flag("tracked", form.tracked) ?? false
        reorderAt = fields.decimal(
            "reorderAt", form.reorderAt, in: 0...999_999_999_999,
            decimalsMax: InvoiceBounds.decimalsMax)
        try fields.check()
        guard let name else { throw .malformed(expected: "the product's name") }
        self.name = name
    }

    private static func tax(_ form: ProductForm, _ fields: inout FieldGatherer) -> Tax? {
        let category: TaxCategory? = fields.choice("taxCategory", form.taxCategory)
        let rate = fields.optional("taxRate", form.taxRate, Rate.init)
        guard let category else {
            fields.expect(rate == nil, "taxCategory", "the category that the rate belongs to")
            return nil
        }
        if category.hasRate {
            fields.expect(
                rate != nil, "taxRate", "a rate in percent for category \(category.rawValue)")
        } else {
            fields.expect(
                rate ?? .zero == .zero, "taxRate", "no rate for category \(category.rawValue)")
        }
        return Tax(category, rate: rate)
    }
}

/// What one unit of a product costs, and in which currency that was said.
package struct UnitPrice: Hashable, Sendable {
    /// The price in major units, at most six decimals.
    package let amount: Decimal
    /// The currency.
    package let currency: Currency
    /// Whether the tax is in it.
    package let includesTax: Bool

    static func read(_ form: ProductForm, _ fields: inout FieldGatherer) -> UnitPrice? {
        let amount = fields.decimal(
            "price", form.price, in: 0...999_999_999_999, decimalsMax: InvoiceBounds.decimalsMax)
        let currency = fields.optional("currency", form.currency, Currency.init(word:))
        let includesTax = fields.flag("priceIncludesTax", form.priceIncludesTax) ?? false
        guard let amount else { return nil }
        fields.expect(
            form.currency?.trimmed.isEmpty == false, "currency", "the currency of the price")
        return currency.map {
            UnitPrice(amount: amount, currency: $0, includesTax: includesTax)
        }
    }
}

/// A product as a form holds it: every field a text, perhaps empty.
package struct ProductForm: Hashable, Sendable {
    /// The number by which the book knows the product.
    package var sku: String?
    /// The name on the invoice.
    package var name: String?
    /// More words for the line.
    package var description: String?
    /// A code or a usual name.
    package var unit: String?
    /// A decimal in major units.
    package var price: String?
    /// Three letters.
    package var currency: String?
    /// "true" or "false".
    package var priceIncludesTax: String?
    /// A category's code: S, Z, E …
    package var taxCategory: String?
    /// A percentage.
    package var taxRate: String?
    /// A word to group by.
    package var category: String?
    /// 8, 12, 13 or 14 digits.
    package var barcode: String?
    /// "true" or "false".
    package var tracked: String?
    /// A decimal.
    package var reorderAt: String?

    /// An empty form.
    package init() {}
}

/// The number below the bars: a GTIN of 8, 12, 13 or 14 digits with its check digit.
package struct Barcode: Hashable, Sendable, CustomStringConvertible {
    /// The digits.
    package let text: String

    /// Reads the digits.
    package init(_ text: String) throws(InvoicingError) {
        let bytes = Array(text.utf8.prefix(15))
        let sum = bytes.reversed().enumerated().reduce(0) { sum, entry in
            sum + (Int(entry.element) - 48) * (entry.offset % 2 == 1 ? 3 : 1)
        }
        guard [8, 12, 13, 14].contains(bytes.count), bytes.allSatisfy(\.isDigit), sum % 10 == 0
        else { throw .malformed(expected: "a barcode of 8, 12, 13 or 14 digits that match") }
        self.text = text
    }

    /// The digits.
    package var description: String { text }
}
