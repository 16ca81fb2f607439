import Bytes
import Causality
import Seeds
import Sync
import Testing

struct TextMergeTests {
    /// A base, what two people made of it, and what the two come to.
    struct Case: Sendable {
        let base: String
        let left: String
        let right: String
        let merged: String?
    }

    private static let cases = [
        Case(base: "", left: "", right: "", merged: ""),
        Case(base: "a", left: "a", right: "b", merged: "b"),
        Case(base: "a", left: "b", right: "b", merged: "b"),
        Case(base: "a", left: "b", right: "c", merged: nil),
        Case(base: "", left: "x", right: "y", merged: nil),
        Case(base: "a b c", left: "A b c", right: "a b C", merged: "A b C"),
        Case(base: "a b c", left: "a c", right: "a b C", merged: nil),
        Case(
            base: "one\ntwo\nthree\n", left: "one\nthree\n", right: "one\ntwo\nthree\nfour\n",
            merged: "one\nthree\nfour\n"),
        Case(
            base: "one\ntwo\n", left: "zero\none\ntwo\n", right: "one\ntwo\nthree\n",
            merged: "zero\none\ntwo\nthree\n"),
        Case(
            base: "pay in 30 days please", left: "pay in 14 days please",
            right: "pay in 30 days, please", merged: "pay in 14 days, please"),
        Case(
            base: "pay within 30 days net", left: "pay within 14 days net",
            right: "pay within 30 days gross", merged: "pay within 14 days gross"),
        Case(
            base: "Grüße\n", left: "Grüße an alle\n", right: "Grüße\nPS: 漢字\n",
            merged: "Grüße an alle\nPS: 漢字\n"),
        Case(base: "a\n", left: "", right: "b\n", merged: nil),
        Case(base: "a\nb\n", left: "", right: "a\nb\n", merged: ""),
    ]

    @Test(arguments: cases) func `two texts of one base are merged, or a person is asked`(
        _ example: Case
    ) {
        let (left, right, base) = (example.left, example.right, example.base)
        #expect(TextMerge.merged(left, right, base: base) == example.merged)
        #expect(TextMerge.merged(right, left, base: base) == example.merged)
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `a merge keeps every word that somebody added, and drops what somebody removed`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        let base = (0..<(2 + random.next() % 12)).map { "w\($0)" }
        let left = Self.edited(base, "l", &random)
        let right = Self.edited(base, "r", &random)
        let join = { (words: [String]) in words.joined(separator: " ") }
        guard let text = TextMerge.merged(join(left), join(right), base: join(base)) else { return }
        let merged = Set(text.split(separator: " ").map(String.init))
        let added = Set(left).union(right).subtracting(base)
        let kept = Set(base).intersection(left).intersection(right)
        #expect(merged == added.union(kept))
        #expect(TextMerge.merged(join(right), join(left), base: join(base)) == text)
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `an edit gives back what it was made of`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let old = (0..<(random.next() % 30)).map { _ in "ab \n".randomElement(using: &random)! }
        let new = (0..<(random.next() % 30)).map { _ in "ab \n".randomElement(using: &random)! }
        let edit = TextEdit(String(new), over: String(old), using: toyHash)
        #expect(edit.base(using: toyHash) == String(old))
        let read = try #require(TextEdit(edit.value))
        #expect(read == edit && edit.value.prose == String(new))
    }

    @Test func `an edit that lies about what it was made of has no base`() {
        let edit = TextEdit("new text", over: "old text", using: toyHash)
        let lie = edit.value.replacing(
            [1], with: [.init(number: 1, value: .text("other words altogether"))])
        #expect(TextEdit(lie)?.base(using: toyHash) == nil)
        #expect(TextEdit(.text("plain")) == nil && Value.text("plain").prose == "plain")
    }

    private static func edited(
        _ words: [String], _ mark: String, _ random: inout SeededGenerator
    ) -> [String] {
        words.enumerated().flatMap { index, word in
            switch random.next() % 12 {
            case 0: [String]()
            case 1: [word, "\(mark)\(index)"]
            case 2: ["\(mark)\(index)"]
            default: [word]
            }
        }
    }
}

struct TextMergerTests {
    private static let note: UInt32 = 5
    private static let schema = Schema(collections: [1: .init(registers: [note: .init(.text)])])
    private let merger = TextMerger(schema: schema, hash: toyHash)
    private var (ann, ben, office) = (Writer(1), Writer(2), Writer(3))

    @Test mutating func `texts that were written apart become one, over all of them`() {
        let first = write("a b c", over: "", by: &ann)
        let left = write("A b c", over: "a b c", by: &ann, [first.dot])
        let right = write("a b C", over: "a b c", by: &ben, [first.dot])
        let record = Record.after(first, left, right)
        let writes = merger.writes(for: record)
        #expect(writes.map(\.value?.prose) == ["A b C"])
        #expect(Set(writes[0].replaces) == [left.dot, right.dot])
        let merged = Record.after(first, left, right, office.change(writes))
        #expect(merger.writes(for: merged).isEmpty)
        #expect(Self.schema.conflicts(in: merged).isEmpty)
    }

    @Test mutating func `a text that comes late is merged with the merge`() {
        let first = write("a b c", over: "", by: &ann)
        let left = write("A b c", over: "a b c", by: &ann, [first.dot])
        let right = write("a b C", over: "a b c", by: &ben, [first.dot])
        var cleo = Writer(4)
        let late = write("a b c d", over: "a b c", by: &cleo, [first.dot])
        let merge = office.change(merger.writes(for: Record.after(first, left, right)))
        let writes = merger.writes(for: Record.after(first, left, right, merge, late))
        #expect(writes.isEmpty)
        let apart = write("a B c", over: "a b c", by: &cleo, [first.dot])
        let again = merger.writes(for: Record.after(first, left, right, merge, apart))
        #expect(again.map(\.value?.prose) == ["A B C"])
    }

    @Test mutating func `what cannot be merged is left to a person`() {
        let first = write("a", over: "", by: &ann)
        let left = write("b", over: "a", by: &ann, [first.dot])
        let right = write("c", over: "a", by: &ben, [first.dot])
        let record = Record.after(first, left, right)
        #expect(merger.writes(for: record).isEmpty)
        #expect(Self.schema.conflicts(in: record) == [RegisterKey(Self.note)])
        let plain = ben.write(.text("a b"), to: Self.note, over: [first.dot])
        #expect(merger.writes(for: Record.after(first, left, plain)).isEmpty)
    }

    private func write(
        _ text: String, over base: String, by writer: inout Writer, _ dots: [Dot] = []
    ) -> Change {
        let edit = TextEdit(text, over: base, using: toyHash)
        return writer.write(edit.value, to: Self.note, over: dots)
    }
}

/// A text that was written twice before anybody else had it.
struct ChainedTextTests {
    private static let schema = Schema(collections: [1: .init(registers: [8: .init(.text)])])
    private static let key = RegisterKey(8)
    private static let address = RegisterAddress(record: Writer.record, register: 8)

    private static func copy(_ number: UInt8) -> BookCopy {
        BookCopy(
            device: Office.device(number), schema: schema, verifier: Office.verifier,
            hash: toyHash)
    }

    private static func write(_ text: String, on copy: inout BookCopy, as number: UInt8) {
        let sight = copy.open(Writer.record)
        let value = copy.textEdit(text, over: sight[key]).value
        _ = copy.save(sight.edit([key: value]), as: Writer(number).replica, milliseconds: 1)
    }

    @Test func `two edits without a network are merged with what others wrote meanwhile`() throws {
        var (ledger, ann, ben) = (Office.ledger, Self.copy(1), Self.copy(2))
        Self.write("one two\nthree four\n", on: &ann, as: 1)
        ann.push(to: &ledger)
        ann.pull(from: ledger)
        ben.pull(from: ledger)
        Self.write("ONE two\nthree four\n", on: &ann, as: 1)
        Self.write("ONE TWO\nthree four\n", on: &ann, as: 1)
        Self.write("one two\nthree FOUR\n", on: &ben, as: 2)
        ann.push(to: &ledger)
        ben.push(to: &ledger)
        let merger = TextMerger(schema: Self.schema, hash: toyHash)
        let writes = merger.writes(for: ledger.state[Writer.record])
        #expect(writes.first?.value?.prose == "ONE TWO\nthree FOUR\n")
    }

    @Test func `what others have already is what a text is made of`() throws {
        var (ledger, ann) = (Office.ledger, Self.copy(1))
        Self.write("one\n", on: &ann, as: 1)
        ann.push(to: &ledger)
        ann.pull(from: ledger)
        let sight = ann.open(Writer.record)
        #expect(ann.textEdit("two\n", over: sight[Self.key]).base(using: toyHash) == "one\n")
    }
}
