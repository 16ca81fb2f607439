import Bytes
import JSON
import Money
package import Sync

extension RecordCollection {
    /// The names above the cells of `csvCells(of:)`.
    package var csvHeader: [String] {
        ["id"]
            + leaves.filter(\.isReadable).flatMap { leaf -> [String] in
                if case .money = leaf.type { return [leaf.name, leaf.name + ".currency"] }
                return [leaf.name]
            }
    }

    /// What stands in the fields of a record, for a table that people open in other programs.
    package func csvCells(of record: Record) -> [String] {
        [record.key.id.text]
            + leaves.filter(\.isReadable).flatMap { leaf -> [String] in
                leaf.csvCells(of: leaf.value(in: leaf.field.standing(in: record)))
            }
    }
}

extension Leaf {
    fileprivate func csvCells(of value: Value) -> [String] {
        if case .money = type {
            let amount = Amount(value)
            return [amount?.text ?? "", amount?.currency.code ?? ""]
        }
        let json = type.json(of: value)
        let text = value == .empty ? "" : json.string ?? json.text()
        return [type.isNumber && CSVText.isNumber(text) ? text : CSVText.defused(text)]
    }
}

extension FieldType {
    /// Whether its canonical texts are numbers, which may begin with a minus.
    fileprivate var isNumber: Bool {
        switch self {
        case .decimal, .rate, .whole: true
        default: false
        }
    }
}

/// Text in tables as RFC 4180 writes them, with no cell that another program would compute.
package enum CSVText {
    /// The cells as one line, with its end.
    package static func line(_ cells: [String]) -> String {
        cells.map(quoted).joined(separator: ",") + "\r\n"
    }

    /// A text with an apostrophe before it where a table program would take it for a formula.
    package static func defused(_ text: String) -> String { isRisky(text) ? "'" + text : text }

    /// Whether a text is nothing but a number. A field of numbers may hold anything else, if
    /// another program wrote it.
    fileprivate static func isNumber(_ text: String) -> Bool {
        Int64(text) != nil || (try? Decimal(text)) != nil
    }

    /// The text that was defused.
    package static func original(_ cell: String) -> String {
        cell.hasPrefix("'") && isRisky(cell) ? String(cell.dropFirst()) : cell
    }

    /// Apostrophes before a sign count as well, so that every text comes back as it was.
    private static func isRisky(_ text: String) -> Bool {
        guard let first = text.utf8.first(where: { $0 != UInt8(ascii: "'") }) else { return false }
        return signs.contains(first)
    }

    private static let signs = Set("=+-@\t\r".utf8)

    private static func quoted(_ cell: String) -> String {
        let isPlain = cell.utf8.allSatisfy { !special.contains($0) }
        if isPlain, cell.first != " ", cell.last != " " { return cell }
        var quoted = "\""
        for character in cell.unicodeScalars {
            if character == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }

    private static let special = Set(",\"\r\n".utf8)
}
