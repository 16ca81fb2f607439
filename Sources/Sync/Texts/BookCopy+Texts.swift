/// How a laptop makes texts that a server can merge.
extension BookCopy {
    /// A text that somebody wrote over the one that he was shown.
    ///
    /// Where that is his own and nobody else has it yet, it is made of what that was made of, so
    /// that a text which was written twice without a network is merged like one that was written
    /// once.
    package func textEdit(_ text: String, over shown: Sight.Glimpse?) -> TextEdit {
        guard let shown else { return TextEdit(text, over: "", using: hash) }
        let own = Set(unsent.map(\.dot))
        guard shown.shown.allSatisfy(own.contains), let before = TextEdit(shown.value),
            let base = before.base(using: hash)
        else { return TextEdit(text, over: shown.value.prose ?? "", using: hash) }
        return TextEdit(text, over: base, using: hash)
    }

    /// Writes with every long text in a form that the server can merge with what others make of
    /// the same one. A text with which its record begins stays plain: nobody else has it.
    package func mergeable(_ writes: [Write]) -> [Write] {
        writes.map { write in
            let (record, key) = (self[write.address.record], write.address.key)
            guard case .text(let text)? = write.value, !record.registers.isEmpty,
                schema.policy(of: key.number, in: record.key.collection) == .text
            else { return write }
            let glimpse = Sight.Glimpse(of: record[key], .text)
            return Write(
                address: write.address, value: textEdit(text, over: glimpse).value,
                replaces: write.replaces)
        }
    }
}
