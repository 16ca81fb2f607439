import Bookkeeping
import Catalog
import Invoicing
import Money
import Sync

/// A client's payment pays another client's invoice.
struct OtherClient: MoneyFinding {
    func conflicts(in accounts: Accounts, of book: any BookView) -> [Conflict] {
        accounts.records.compactMap { facts in
            guard facts.collection.number == CollectionNumber.allocation.rawValue,
                let source = facts.reference("source"), let document = facts.reference("document"),
                let payer = book.facts(source)?.reference("client"),
                let owing = book.facts(document)?.reference("client"), payer != owing,
                let left = book.allocations(to: document).first(where: {
                    $0.key == facts.record.key
                })?.left
            else { return nil }
            let words = Conflict.Words(
                title: "\(RecordLabel.of(source, in: book)), from "
                    + "“\(RecordLabel.of(payer, in: book))”, pays "
                    + "\(RecordLabel.of(document, in: book)) of "
                    + "“\(RecordLabel.of(owing, in: book))”.",
                why: "One may pay for another, and one may choose the wrong invoice.",
                meanwhile: "The invoice counts as paid by it.")
            return conflict(
                .otherClient, about: document, [facts], in: book, words: words,
                offers: [.release(facts.record.key, left), .accept])
        }
    }
}
