/// Merges the texts of a record that were written apart. Only the server's replica does, so that
/// nobody merges the same twice; what it writes is a change like any other.
package struct TextMerger: Sendable {
    private let schema: Schema
    private let hash: HashFunction

    /// Merges what a schema calls text.
    package init(schema: Schema, hash: @escaping HashFunction) {
        self.schema = schema
        self.hash = hash
    }

    /// The writes that merge what can be merged; each names all that it was made of. What is left
    /// is for a person. A merge does not say that its record is still wanted: nothing is touched.
    package func writes(for record: Record) -> [Write] {
        schema.conflicts(in: record).compactMap { key in
            guard schema.policy(of: key.number, in: record.key.collection) == .text,
                let merged = merged(record[key].siblings),
                record[key].siblings.count <= Change.Limits.replacesMax
            else { return nil }
            return Write(
                address: RegisterAddress(record: record.key, key: key), value: merged.value,
                replaces: record[key].dots)
        }
    }

    /// One text of all, in the order of their dots, as made of what they all were made of: another
    /// that was made of the same can still be merged with it.
    private func merged(_ siblings: [Sibling]) -> TextEdit? {
        let edits = siblings.compactMap { TextEdit($0.value) }
        guard edits.count == siblings.count, let first = edits.first,
            let base = first.base(using: hash)
        else { return nil }
        var text = first.text
        for edit in edits.dropFirst() {
            guard edit.base(using: hash) == base,
                let next = TextMerge.merged(text, edit.text, base: base)
            else { return nil }
            text = next
        }
        return TextEdit(text, over: base, using: hash)
    }
}
