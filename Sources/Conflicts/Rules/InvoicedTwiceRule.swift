import Bookkeeping
import Catalog
import Invoicing
import Money
import Sync

/// A quote, an order or a period was invoiced more than once.
///
/// A quote may be invoiced part by part, up to what it comes to. It looks at all documents of the
/// quote, order or period, when one of them is issued, voided or credited.
struct InvoicedTwiceRule: AnchoredRule {
    var names: [RuleName] { [.invoicedTwice] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        guard let facts = Facts(record) else { return [] }
        switch CollectionNumber(rawValue: record.key.collection) {
        case .document:
            let corrected = facts.reference("corrects").map(book.record)
            let own = IndexKey.period(facts) ?? facts.reference("origin").map { .naming($0) }
            return Set([own, .naming(record.key)].compactMap { $0 })
                .union(corrected.map { anchors(of: $0, in: book) } ?? [])
        case .void:
            return facts.reference("document").map { anchors(of: book.record($0), in: book) } ?? []
        default: return []
        }
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        let invoices = book.facts(of: .document, under: anchor).filter {
            $0.text("kind") == "invoice" && $0.reference("origin") != nil
                && !book.isVoid($0.record.key) && left(of: $0, in: book) != 0
                && (IndexKey.period($0) ?? $0.reference("origin").map { .naming($0) }) == anchor
        }
        guard invoices.count > 1, let origin = invoices[0].reference("origin"),
            exceeds(invoices, origin, in: book)
        else { return [] }
        let names = invoices.map { RecordLabel.of($0.record.key, in: book) }
        let words = Conflict.Words(
            title: "\(subject(invoices[0], origin, in: book)) was invoiced more than once: "
                + "\(names.joined(separator: ", ")).",
            why: "Each was issued where the others were not known.",
            meanwhile: "All of them count.")
        return [
            Conflict(
                .invoicedTwice, at: anchor, records: invoices.map(\.record.key) + [origin],
                sides: invoices.map { $0.side(in: book) }, words: words,
                offers: invoices.dropFirst().flatMap(book.cancellation) + [.accept])
        ]
    }

    private func subject(_ invoice: Facts, _ origin: RecordKey, in book: any BookView) -> String {
        RecordLabel.of(origin, in: book)
            + (invoice.text("periodStart").map { ", the period from \($0)," } ?? "")
    }

    /// What of an invoice was not credited, in minor units; `nil` where nobody can tell.
    private func left(of invoice: Facts, in book: any BookView) -> Int64? {
        guard let total = IssuedDocument(invoice)?.frozen.totals.total.minorUnits else {
            return nil
        }
        return book.creditNotes(of: invoice.record.key).reduce(total) { left, note in
            let credited = IssuedDocument(note)?.frozen.totals.total.minorUnits ?? 0
            return max(0, left - min(left, credited))
        }
    }

    private func exceeds(_ invoices: [Facts], _ origin: RecordKey, in book: any BookView) -> Bool {
        guard origin.collection == CollectionNumber.document.rawValue else { return true }
        guard let quote = book.facts(origin).flatMap({ IssuedDocument($0) }) else { return true }
        var rest = quote.frozen.totals.total.minorUnits
        for invoice in invoices {
            guard let left = left(of: invoice, in: book), left <= rest else { return true }
            rest -= left
        }
        return false
    }
}
