package import Bytes
import Catalog
package import Causality
package import Sync

/// A question that a person has to answer.
package enum Question {}

/// Names a conflict: it follows from the rule and from what is in conflict, so every replica that
/// holds the same gives it the same name.
package typealias ConflictID = Identifier<Question>

/// Something about which no machine may decide.
package struct Conflict: Hashable, Sendable {
    /// Its name.
    package let id: ConflictID
    /// Which rule found it.
    package let rule: RuleName
    /// Where it is kept: whatever is found there anew takes the place of what was found before.
    package let anchor: IndexKey
    /// The records that it is about, the most telling first.
    package let records: [RecordKey]
    /// The register that it is about, where it is about one.
    package let register: RegisterAddress?
    /// What differs: the sides that a person chooses from.
    package let sides: [Side]
    /// What both sides began with, where that is known.
    package let base: Base
    /// What happened, why no machine decided, and what stands meanwhile.
    package let words: Words
    /// What can be done, the safest first.
    package let offers: [Choice]

    /// One of the things that differ.
    package struct Side: Hashable, Sendable {
        /// What it says, in a few words.
        package let says: String
        /// The changes that said so.
        package let dots: [Dot]
        /// The record that it is about.
        package let record: RecordKey
        /// What it puts into the register.
        package let value: Value?
    }

    /// What both sides began with.
    package enum Base: Hashable, Sendable {
        /// The log no longer tells, or it makes no sense to ask.
        case unknown
        /// This value; nothing where it was empty.
        case value(Value, says: String)
    }

    /// What is told about it.
    package struct Words: Hashable, Sendable {
        /// What happened, as one sentence.
        package let title: String
        /// Why no machine decided.
        package let why: String
        /// What stands until somebody has decided.
        package let meanwhile: String

        init(title: String, why: String, meanwhile: String) {
            self.title = title.sentence
            self.why = why
            self.meanwhile = meanwhile
        }
    }
}

extension Conflict {
    /// Names a conflict that follows from records and not from one register.
    init(
        _ rule: RuleName, at anchor: IndexKey, records: [RecordKey], detail: String = "",
        sides: [Side] = [], words: Words, offers: [Choice]
    ) {
        self.init(
            rule, at: anchor, records: records, register: nil, detail: detail, sides: sides,
            base: .unknown, words: words, offers: offers)
    }

    init(
        _ rule: RuleName, at anchor: IndexKey, records: [RecordKey], register: RegisterAddress?,
        detail: String = "", sides: [Side], base: Base, words: Words, offers: [Choice]
    ) {
        let named = Set(records).sorted().map { Array($0.word.utf8) }
        let changes = Set(sides.flatMap(\.dots)).sorted().map { dot in
            dot.replica.bytes + ByteWriter.bytes(dot.counter)
        }
        let place = register.map { "\($0.key.number)" } ?? ""
        let element = register?.key.element ?? []
        id = DerivedID.of(
            "conflict/" + rule.rawValue,
            named + changes + [Array(place.utf8), element, Array(detail.utf8)])
        self.rule = rule
        self.anchor = anchor
        self.records = records
        self.register = register
        self.sides = sides
        self.base = base
        self.words = words
        self.offers = offers
    }
}

extension ByteWriter {
    fileprivate static func bytes(_ number: UInt64) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(number)
        return writer.bytes
    }
}
