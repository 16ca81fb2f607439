import Bookkeeping
import Catalog
import Invoicing
import Sync

/// Two documents that differ bear one number: an alarm, since no number may be given twice.
///
/// It looks at the documents of the number, when one of them changes.
struct NumberClashRule: AnchoredRule {
    var names: [RuleName] { [.numberClash] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        guard record.key.collection == CollectionNumber.document.rawValue else { return [] }
        return Set([Facts(record).flatMap(IndexKey.likeness)].compactMap { $0 })
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        let documents = book.facts(of: .document, under: anchor)
        let clashes = NumberClash.among(documents.compactMap(numbered))
        return clashes.map { clash in
            let alike = ([clash.stands] + clash.later).compactMap { reference in
                documents.first { Reference($0.key) == reference }
            }
            let words = Conflict.Words(
                title: "\(alike.count) documents that differ bear the number \(clash.number).",
                why: "A number may be given once. A copied or restored database may have given it "
                    + "again, and what is issued is never overwritten.",
                meanwhile: "All of them are kept. The first that the server took stands, and the "
                    + "others are not mailed.")
            return Conflict(
                .numberClash, at: anchor, records: alike.map(\.record.key),
                sides: alike.map { $0.side(says: says($0)) }, words: words,
                offers: alike.dropFirst().flatMap(book.cancellation) + [.accept])
        }
    }

    private func says(_ facts: Facts) -> String {
        "issued on \(facts.text("issueDate") ?? "an unknown day")"
    }

    private func numbered(_ facts: Facts) -> NumberClash.Numbered? {
        guard let number = facts.text("number"), case .bytes(let bytes) = facts["hash"],
            let hash = SHA256(bytes: bytes), let reference = Reference(facts.key)
        else { return nil }
        return NumberClash.Numbered(document: reference, number: number, hash: hash)
    }
}
