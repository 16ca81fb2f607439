import Causality
import Sync

extension Checker {
    /// A merged text has every word that one of its authors changed, and is never made of texts in
    /// which two of them changed one word.
    static func merge(_ write: Write, of record: Record, _ oracle: Oracle) throws(Finding) {
        let edits = record[write.address.key].siblings.compactMap { TextEdit($0.value) }
        let place = "the merged text of \(record.key.short)"
        guard Set(edits.map(\.baseHash)).count == 1, let hash = edits.first?.baseHash,
            let base = oracle.prose(of: hash)
        else { throw Finding(.texts, "\(place) is made of texts of different origin") }
        let before = Prose.words(of: base)
        var (words, changed) = (before, Set<Int>())
        for own in edits.map({ Prose.words(of: $0.text) }) {
            guard own.count == before.count else {
                throw Finding(.texts, "\(place) is made of two new texts")
            }
            for place in own.indices where own[place] != before[place] {
                guard changed.insert(place).inserted || words[place] == own[place] else {
                    throw Finding(.texts, "two people changed one word, and nobody was asked")
                }
                words[place] = own[place]
            }
        }
        guard Prose.words(of: write.value?.prose ?? "") == words else {
            throw Finding(.texts, "\(place) lacks what somebody wrote")
        }
    }

    /// What comes from a laptop was made by a person: of a text that it replaces.
    static func texts(_ world: World) throws(Finding) {
        for judged in world.office.database.archive.compactMap(\.change) {
            let hash = judged.payloadHash(using: Fingerprint.hash)
            guard let deed = world.oracle.deed(of: hash), !deed.isByOffice else { continue }
            for intent in deed.intents where intent.address.register == Trade.prose {
                guard let value = intent.value, let edit = TextEdit(value), !intent.over.isEmpty,
                    !intent.over.contains(where: { world.oracle.prose(of: $0, is: edit.baseHash) }),
                    !intent.over.contains(where: { world.oracle.base(of: $0, is: edit.baseHash) })
                else { continue }
                throw Finding(
                    .texts, "\(deed.dot.short) is a text that no person made of what it replaces")
            }
        }
    }
}
