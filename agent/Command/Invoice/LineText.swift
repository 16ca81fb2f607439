import CommandLine
import JSON

/// A line of an invoice as a person types it, with its parts between semicolons:
/// `DESCRIPTION; QUANTITY [UNIT]; PRICE; TAX [RATE]; -DISCOUNT[%]`. What is left out is left to the
/// product or to the book; a semicolon of the text itself is written `\;`.
struct LineText {
    private let parts: [String]

    private static let names = ["description", "quantity", "price", "tax", "discount"]

    /// What the help says of a line.
    static let help =
        "'DESCRIPTION; QUANTITY [UNIT]; PRICE; TAX [RATE]; -DISCOUNT', each time one line"
    /// What the help says of a product.
    static let productHelp = "'SKU; QUANTITY; PRICE; TAX [RATE]; -DISCOUNT', each time one line"

    init(_ text: String) throws(CommandFailure) {
        var parts = [""]
        var isEscaped = false
        for character in text {
            switch character {
            case "\\" where !isEscaped:
                isEscaped = true
                continue
            case ";" where !isEscaped: parts.append("")
            default:
                if isEscaped, character != ";", character != "\\" {
                    parts[parts.count - 1].append("\\")
                }
                parts[parts.count - 1].append(character)
            }
            isEscaped = false
        }
        guard parts.count <= Self.names.count else {
            throw .usage(
                "'\(visible(text))' has \(parts.count) parts; a line has at most five: "
                    + Self.help + ".")
        }
        self.parts = parts.map(Self.trimmed)
    }

    /// The form of a line whose first part is its description.
    func line() throws(CommandFailure) -> [String: JSONValue] {
        try form(named: "description")
    }

    /// The form of a line whose first part names a product.
    func product() throws(CommandFailure) -> [String: JSONValue] { try form(named: "product") }

    private func form(named first: String) throws(CommandFailure) -> [String: JSONValue] {
        var form: [String: JSONValue] = [:]
        form[first] = text(0).map { .string($0) }
        let quantity = words(1)
        form["quantity"] = quantity.first.map { .string($0) }
        if quantity.count > 1 { form["unit"] = .string(quantity[1]) }
        let price = words(2)
        form["unitPrice"] = price.first.map { .string($0) }
        if price.count > 1 { form["currency"] = .string(price[1]) }
        let tax = words(3)
        form["taxCategory"] = tax.first.map { .string($0.uppercased()) }
        if tax.count > 1 { form["taxRate"] = .string(Self.without("%", at: tax[1])) }
        for (words, place) in [(quantity, 1), (price, 2), (tax, 3)] where words.count > 2 {
            throw .usage(
                "'\(visible(parts[place]))' is no \(Self.names[place]): two words at most.")
        }
        if let discount = text(4) { try take(discount, into: &form, price) }
        return form
    }

    private func take(
        _ discount: String, into form: inout [String: JSONValue], _ price: [String]
    ) throws(CommandFailure) {
        guard discount.hasPrefix("-") else {
            throw .usage("'\(visible(discount))' is no discount: write -10% or '-2.50 EUR'.")
        }
        let size = Self.trimmed(String(discount.dropFirst()))
        if size.hasSuffix("%") {
            form["discountPercent"] = .string(Self.without("%", at: size))
            return
        }
        let words = size.split(separator: " ").map(String.init)
        guard words.count == 2 else {
            throw .usage("A discount that is an amount has a currency: '-2.50 EUR'.")
        }
        form["discountAmount"] = ["value": .string(words[0]), "currency": .string(words[1])]
    }

    private func text(_ place: Int) -> String? {
        parts.indices.contains(place) && !parts[place].isEmpty ? parts[place] : nil
    }

    private func words(_ place: Int) -> [String] {
        text(place)?.split(separator: " ").map(String.init) ?? []
    }

    private static func without(_ sign: Character, at text: String) -> String {
        text.last == sign ? trimmed(String(text.dropLast())) : text
    }

    private static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
