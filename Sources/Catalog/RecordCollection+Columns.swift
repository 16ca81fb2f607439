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
    package func cells(of record: Record) -> [String?] {
        fields.flatMap { field -> [String?] in
            let value = record[field.number].standing(field.policy)?.value ?? .empty
            guard case .group(let declared) = field.type else { return [Self.text(value)] }
            guard case .group(let members) = value else { return declared.map { _ in nil } }
            return declared.map { member in
                members.first { $0.number == member.number }.flatMap { Self.text($0.value) }
            }
        }
    }

    private static func text(_ value: Value) -> String? {
        guard case .text(let text) = value else { return nil }
        return text
    }

    /// `billingAddress` is `billing_address` in a database.
    private static func snake(_ name: String) -> String {
        var snake = ""
        var afterCapital = true
        for character in name {
            if character.isUppercase, !afterCapital { snake += "_" }
            snake += character.lowercased()
            afterCapital = character.isUppercase
        }
        return snake
    }
}
