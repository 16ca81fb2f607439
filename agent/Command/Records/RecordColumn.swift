import CommandLine
import JSON

/// One column of a list of records: its title, and what stands in it.
struct RecordColumn: Sendable {
    let title: String
    let isNumber: Bool
    private let text: @Sendable (JSONValue) -> String

    /// Shows the value at a path, or those at several, one after another.
    init(_ title: String, _ paths: [String]..., isNumber: Bool = false) {
        self.title = title
        self.isNumber = isNumber
        text = { record in
            paths.compactMap { path in
                path.reduce(Optional(record)) { $0?[$1] }?.string
            }.joined(separator: " ")
        }
    }

    /// Shows what is made of a record.
    init(
        _ title: String, isNumber: Bool = false, text: @escaping @Sendable (JSONValue) -> String
    ) {
        self.title = title
        self.isNumber = isNumber
        self.text = text
    }

    var column: Table.Column { isNumber ? .number(title) : .text(title) }

    func cell(of record: JSONValue) -> Phrase { "\(text(record))" }
}
