package import CommandLine
package import JSON

extension Configuration {
    /// What `config show` prints: every setting, its value, and where it came from if wanted.
    package func table(withOrigin: Bool) -> Table {
        var columns: [Table.Column] = [.text("setting", isFixed: true), .text("value")]
        if withOrigin { columns.append(.text("from")) }
        var table = Table(columns)
        for declaration in settings.declarations {
            var cells: [Phrase] = [Phrase(declaration.key), Phrase(shown(declaration) ?? "–")]
            if withOrigin {
                cells.append(Phrase(values[declaration.key]?.origin.description ?? "not set"))
            }
            table.add(cells)
        }
        return table
    }

    /// The same for `--json`: an object by key with `value` and `origin`.
    package func json() -> JSONValue {
        let members = settings.declarations.map { declaration in
            let origin = values[declaration.key]?.origin
            return (
                declaration.key,
                JSONValue.object([
                    "value": shown(declaration).map(JSONValue.string) ?? .null,
                    "origin": origin.map { .string($0.description) } ?? .null,
                ])
            )
        }
        return .object(Dictionary(uniqueKeysWithValues: members))
    }

    private func shown(_ declaration: Declaration) -> String? {
        guard let resolved = values[declaration.key] else { return nil }
        return declaration.isSecret ? "<redacted>" : resolved.text
    }
}
