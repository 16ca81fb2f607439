import Catalog
import CommandLine
import JSON

/// The options that fill in a form, one for each value that the catalog declares.
struct FormOptions: Sendable {
    private let leaves: [Leaf]

    /// Leaves out what is given in another way.
    init(_ collection: RecordCollection, besides names: Set<String> = []) {
        leaves = collection.leaves.filter { $0.isReadable && !names.contains($0.path[0]) }
    }

    var options: [Option] {
        leaves.map { leaf in
            .value(name(of: leaf), "TEXT", "The \(leaf.words)", choices: leaf.choices)
        }
    }

    /// The form as the agent takes it; an empty value clears a field.
    func json(_ invocation: Invocation) -> JSONValue {
        leaves.reduce(into: .object([:])) { form, leaf in
            guard let text = invocation.value(name(of: leaf)) else { return }
            form = form.setting(leaf.path[...], to: leaf.json(of: text))
        }
    }

    private func name(of leaf: Leaf) -> String {
        leaf.path.map { SpelledName.separated($0, by: "-") }.joined(separator: "-")
    }
}

extension JSONValue {
    fileprivate func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
        guard let name = path.first else { return value }
        var members = object ?? [:]
        members[name] = (members[name] ?? .object([:])).setting(path.dropFirst(), to: value)
        return .object(members)
    }
}
