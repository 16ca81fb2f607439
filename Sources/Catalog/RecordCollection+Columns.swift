package import Sync

extension RecordCollection {
    /// The columns of the projection that hold fields, in the order of `cells(of:)`.
    package var columns: [String] {
        fields.flatMap { field in
            guard case .group(let members) = field.type else { return [Self.snake(field.name)] }
            return members.map { Self.snake(field.name) + "_" + Self.snake($0.name) }
        }
    }

    /// What stands in the fields of a record, one cell for each column.
    ///
    /// Every value has a cell that both databases take, whoever wrote it: a text that is longer
    /// than its field takes, or holds a NUL, comes from another version or from a forger. It is
    /// cut to what can be shown; the record itself keeps all of it.
    package func cells(of record: Record) -> [String?] {
        fields.flatMap { field -> [String?] in
            let value = record[field.number].standing(field.policy)?.value ?? .empty
            guard case .group(let declared) = field.type else {
                return [Self.cell(value, max: field.type.charactersMax)]
            }
            guard case .group(let members) = value else { return declared.map { _ in nil } }
            return declared.map { member in
                members.first { $0.number == member.number }.flatMap {
                    Self.cell($0.value, max: member.max)
                }
            }
        }
    }

    private static func cell(_ value: Value, max: Int) -> String? {
        guard case .text(let text) = value else { return nil }
        let scalars = text.unicodeScalars
        guard text.utf8.count > max || scalars.contains("\0") else { return text }
        return String(String.UnicodeScalarView(scalars.lazy.filter { $0 != "\0" }.prefix(max)))
    }

    /// `billingAddress` is `billing_address` in a database.
    private static func snake(_ name: String) -> String {
        SpelledName.separated(name, by: "_")
    }
}

extension FieldType {
    /// How many characters a cell of it holds at most; a word of a later version is longer perhaps.
    fileprivate var charactersMax: Int {
        switch self {
        case .text(let max): max
        case .choice, .group: 100
        }
    }
}
