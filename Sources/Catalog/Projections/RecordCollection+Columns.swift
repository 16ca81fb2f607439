import Bytes
import JSON
import Money
package import Sync

/// One column of a projection.
package struct Column: Hashable, Sendable {
    /// Its name in both databases.
    package let name: String
    /// What it holds.
    package let kind: Kind
    let leaf: Leaf
    let part: Part

    /// What a column holds; its cells are texts that read as this.
    package enum Kind: Hashable, Sendable {
        case text, integer, boolean, identifier
    }

    enum Part: Hashable, Sendable {
        case whole, units, currency
    }
}

extension RecordCollection {
    /// What stands in the fields of a record, one cell for each column.
    ///
    /// Every value has a cell that both databases take, whoever wrote it: a text that is longer
    /// than its field takes, or holds a NUL, comes from another version or from a forger. It is
    /// cut to what can be shown; the record itself keeps all of it.
    package func cells(of record: Record) -> [String?] {
        var row = [String?](repeating: nil, count: typedColumns.count)
        var last: UInt32?
        // The elements of a set stand side by side, and fill their cells together.
        for register in record.registers where register.key.number != last {
            last = register.key.number
            cellsByField[register.key.number]?.fill(&row, from: record)
        }
        return row
    }
}

extension Leaf {
    /// `billingAddress.city` is `billing_address_city` in a database.
    var columns: [Column] {
        let name = path.map { SpelledName.separated($0, by: "_") }.joined(separator: "_")
        guard case .money = type else {
            return [Column(name: name, kind: type.columnKind, leaf: self, part: .whole)]
        }
        return [
            Column(name: name + "_units", kind: .integer, leaf: self, part: .units),
            Column(name: name + "_currency", kind: .text, leaf: self, part: .currency),
        ]
    }
}

extension Column.Part {
    /// What a value of some type has in a cell.
    func text(of value: Value, as type: FieldType) -> String? {
        switch self {
        case .units: Amount(value).map { String($0.minorUnits) }
        case .currency: Amount(value)?.currency.code
        case .whole: type.cell(of: value)
        }
    }
}

extension FieldType {
    fileprivate var columnKind: Column.Kind {
        switch self {
        case .bool: .boolean
        case .whole, .moment: .integer
        case .reference, .identity: .identifier
        default: .text
        }
    }

    fileprivate func cell(of value: Value) -> String? {
        switch (self, value) {
        case (.bool, .bool(let flag)): return flag ? "true" : "false"
        case (.whole, .integer(let number)), (.moment, .integer(let number)):
            return String(number)
        case (.list, .group):
            let text = json(of: value).text()
            return text.utf8.count <= Self.listBytesMax ? text : nil
        case (.reference, .bytes), (.identity, .bytes): return RecordID(value)?.text
        case (.hash, .bytes), (.change, .bytes), (.link, .group): return json(of: value).string
        case (.lines, .group): return value.prose.flatMap(cut)
        case (_, .text(let text)): return cut(text)
        default: return nil
        }
    }

    private static let listBytesMax = 1 << 16

    private func cut(_ text: String) -> String? {
        guard text.utf8.count > charactersMax || text.utf8.contains(0) else { return text }
        let scalars = text.unicodeScalars.lazy.filter { $0 != "\0" }
        return String(String.UnicodeScalarView(scalars.prefix(charactersMax)))
    }

    /// How many characters a cell of it holds at most; a word of a later version is longer perhaps.
    private var charactersMax: Int {
        switch self {
        case .text(let max), .lines(let max): max
        case .bool, .whole, .moment, .money, .reference, .link, .identity, .change, .hash, .bytes,
            .list, .group:
            0
        case .choice, .decimal, .rate, .currency, .terms, .date, .time: 100
        }
    }
}
