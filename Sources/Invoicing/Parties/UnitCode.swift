/// A unit of measure by its code of UN/ECE Recommendation 20 or 21: `HUR`, `KGM`, `XBX`.
package struct UnitCode: Hashable, Sendable, CustomStringConvertible {
    /// The code.
    package let code: String

    /// One of a thing: what a line without a unit counts.
    package static let one = UnitCode(frozen: "C62")

    /// Reads a code, or one of the usual names: "hour", "kg". In small letters a name goes before a
    /// code: "ha" is a hectare, "HA" a hank.
    package init(_ text: String) throws(InvoicingError) {
        let short = text.utf8.count <= 24 ? text : ""
        let code = short.uppercased()
        if Self.known.contains(short) {
            self.code = short
        } else if let entry = Self.usual.first(where: { $0.answers(to: short.lowercased()) }) {
            self.code = entry.code
        } else if Self.known.contains(code) {
            self.code = code
        } else {
            throw .malformed(
                expected: "a unit code of UN/ECE Recommendation 20, such as HUR or C62")
        }
    }

    /// The name where the unit is a usual one; otherwise the code itself.
    package var name: String { Self.usual.first { $0.code == code }?.names[0] ?? code }

    /// The code.
    package var description: String { code }

    /// Every code, measures before packages, each in order.
    package static let all: [String] =
        (measures.split(separator: " ")
        + packages.split(separator: " ")).map(String.init)

    private static let known = Set(all)

    /// Takes the code of a document that was frozen by the list of its day.
    init(frozen code: String) { self.code = code }
}

extension UnitCode {
    /// A unit that most invoices use, its name first, then what else it is called.
    private struct Usual {
        let code: String
        let names: [String]

        init(_ code: String, _ names: String...) {
            self.code = code
            self.names = names
        }

        /// The plural of a whole word ends with an s.
        func answers(to text: String) -> Bool {
            names.contains { $0 == text || $0.utf8.count > 2 && $0 + "s" == text }
        }
    }

    private static let usual: [Usual] = [
        Usual("C62", "unit", "one"), Usual("H87", "piece", "pc"), Usual("EA", "each"),
        Usual("PR", "pair"), Usual("SET", "set"), Usual("DZN", "dozen"), Usual("LS", "lump sum"),
        Usual("P1", "percent", "%"), Usual("E48", "service unit"), Usual("IE", "person"),
        Usual("SEC", "second", "s"), Usual("MIN", "minute", "min"), Usual("HUR", "hour", "h"),
        Usual("DAY", "day", "d"), Usual("E49", "working day"), Usual("WEE", "week"),
        Usual("MON", "month"), Usual("QAN", "quarter"), Usual("ANN", "year"),
        Usual("GRM", "gram", "g"), Usual("KGM", "kilogram", "kg"), Usual("TNE", "tonne", "t"),
        Usual("LBR", "pound", "lb"), Usual("ONZ", "ounce", "oz"),
        Usual("MMT", "millimetre", "mm"), Usual("CMT", "centimetre", "cm"),
        Usual("MTR", "metre", "m"), Usual("KMT", "kilometre", "km"), Usual("INH", "inch", "in"),
        Usual("FOT", "foot", "ft"), Usual("SMI", "mile", "mi"),
        Usual("MTK", "square metre", "m2", "m²"),
        Usual("H18", "hectare", "ha"), Usual("MTQ", "cubic metre", "m3", "m³"),
        Usual("MLT", "millilitre", "ml"), Usual("LTR", "litre", "l"),
        Usual("KWH", "kilowatt hour", "kwh"), Usual("MWH", "megawatt hour"),
        Usual("4L", "megabyte", "mb"), Usual("E34", "gigabyte", "gb"),
        Usual("E35", "terabyte", "tb"),
        Usual("XBX", "box"), Usual("XCT", "carton"), Usual("XPX", "pallet"),
        Usual("XPK", "package"),
        Usual("XBO", "bottle"), Usual("XBG", "bag"), Usual("XRO", "roll"),
    ]
}
