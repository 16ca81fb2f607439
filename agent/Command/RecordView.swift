import Catalog
import CommandLine
import JSON

/// Shows records to a person.
struct RecordView: Sendable {
    private let collection: RecordCollection

    init(_ collection: RecordCollection) { self.collection = collection }

    /// One line for each record; what is in conflict is marked.
    func table(of records: [JSONValue], on console: Console) {
        guard !records.isEmpty else {
            return console.note("There is no \(collection.name) here.")
        }
        var table = Table([
            .text("NAME"), .text("NUMBER"), .text("EMAIL"), .text("ID", isFixed: true), .text(""),
        ])
        for record in records {
            table.add([
                cell(record, "name"), cell(record, "number"), cell(record, "email"),
                cell(record, "id"), mark(record),
            ])
        }
        console.show(table)
    }

    /// Everything of one record.
    func show(_ record: JSONValue, on console: Console) {
        var table = Table([.text("FIELD", isFixed: true), .text("VALUE")])
        for leaf in collection.leaves {
            guard let value = leaf.path.reduce(Optional(record), { $0?[$1] }) else { continue }
            table.add(["\(leaf.name)", "\(value.string ?? value.text())"])
        }
        table.add(["id", cell(record, "id")])
        console.show(table)
        let conflicts = (record["conflicts"]?.array ?? []).compactMap(\.string)
        if !conflicts.isEmpty {
            console.say("In conflict: \(conflicts.joined(separator: ", "), .yellow)")
        }
    }

    private func cell(_ record: JSONValue, _ name: String) -> Phrase {
        "\(record[name]?.string ?? "")"
    }

    private func mark(_ record: JSONValue) -> Phrase {
        record["conflicts"] == nil ? "" : "\("conflict", .yellow)"
    }
}
