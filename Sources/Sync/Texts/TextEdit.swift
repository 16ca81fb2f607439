/// What a register of long text holds: the text, and of what it was made, so that the server can
/// merge it with what others made of the same.
package struct TextEdit: Hashable, Sendable {
    /// The text.
    package let text: String
    /// The hash of the text that it was made of.
    package let baseHash: ContentHash
    private let difference: TextDifference

    private enum Member {
        static let text: UInt32 = 1
        static let base: UInt32 = 2
        static let difference: UInt32 = 3
    }

    /// Makes a text of another one.
    package init(_ text: String, over base: String, using hash: HashFunction) {
        self.text = text
        baseHash = hash(Array(base.utf8))
        difference = TextDifference(from: base, to: text)
    }

    /// The value that is written.
    package var value: Value {
        .group([
            Value.Member(number: Member.text, value: .text(text)),
            Value.Member(number: Member.base, value: .bytes(baseHash.bytes)),
            Value.Member(number: Member.difference, value: .bytes(difference.encoded)),
        ])
    }

    /// Reads a value; `nil` where it does not say of what it was made, and nothing can be merged.
    package init?(_ value: Value) {
        let members = value.members
        guard members.map(\.number) == [Member.text, Member.base, Member.difference],
            case .text(let text) = members[0].value, case .bytes(let base) = members[1].value,
            case .bytes(let difference) = members[2].value,
            let baseHash = ContentHash(bytes: base),
            let difference = try? TextDifference(encoded: difference)
        else { return nil }
        self.text = text
        self.baseHash = baseHash
        self.difference = difference
    }

    /// The text that it was made of; `nil` if what is told of it is not true.
    package func base(using hash: HashFunction) -> String? {
        guard let base = difference.old(of: text), hash(Array(base.utf8)) == baseHash else {
            return nil
        }
        return base
    }
}

extension Value {
    /// The text of a register of long text, whether or not it says of what it was made.
    package var prose: String? {
        if case .text(let text) = self { return text }
        return TextEdit(self)?.text
    }
}
