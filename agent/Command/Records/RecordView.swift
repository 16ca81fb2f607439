import Catalog
import CommandLine
import JSON

/// Shows records to a person.
struct RecordView: Sendable {
    private let collection: RecordCollection
    private let columns: [RecordColumn]

    init(_ collection: RecordCollection, columns: [RecordColumn] = []) {
        self.collection = collection
        self.columns = columns
    }

    /// One line for each record; what is in conflict is marked.
    func table(of records: [JSONValue], on console: Console) {
        guard !records.isEmpty else {
            return console.note("There is no \(collection.words) here.")
        }
        var table = Table(columns.map(\.column) + [.text("ID", isFixed: true), .text("")])
        for record in records {
            table.add(
                columns.map { $0.cell(of: record) }
                    + ["\(record["id"]?.string ?? "")", mark(record)])
        }
        console.show(table)
    }

    /// Everything of one record, and amounts that were worked out of it.
    func show(
        _ record: JSONValue, with amounts: [(String, JSONValue?)] = [], on console: Console
    ) {
        var table = Table([.text("FIELD", isFixed: true), .text("VALUE")])
        for leaf in collection.leaves {
            guard let value = leaf.path.reduce(Optional(record), { $0?[$1] }) else { continue }
            table.add(leaf.name, lines: MoneyText.shown(value, of: leaf, in: record))
        }
        for (name, sums) in amounts {
            for sum in sums?.array ?? [] {
                let text = "\(sum["value"]?.string ?? "") \(sum["currency"]?.string ?? "")"
                table.add(["\(name)", "\(text)"])
            }
        }
        table.add(["id", "\(record["id"]?.string ?? "")"])
        console.show(table)
        RecordNotes(of: record).tell(on: console)
    }

    private func mark(_ record: JSONValue) -> Phrase {
        record["conflicts"] == nil ? "" : "\("conflict", .yellow)"
    }
}
