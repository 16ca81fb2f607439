import Catalog
package import Invoicing
import Money

/// What is left to credit of an invoice, whatever other credit notes took.
extension Accounts {
    /// What a credit note says that takes back all that is left of an invoice among them, or so
    /// much of some of its lines, by their places from 1.
    package func creditFace(
        of document: IssuedDocument, lines: [Int: String] = [:]
    ) throws(BookkeepingError) -> DocumentFace {
        do throws(InvoicingError) {
            guard let (left, credited) = try credit(of: document) else {
                throw .malformed(expected: "an invoice: only invoices are credited")
            }
            if lines.isEmpty, left.notes == 0 { return try document.fullCredit() }
            guard left.amount.minorUnits > 0 else {
                throw .malformed(expected: "an invoice of which something is left to credit")
            }
            return try document.partialCredit(
                try lines.isEmpty ? rest(of: document, credited) : parts(lines),
                credited: credited, left: left)
        } catch {
            throw BookkeepingError(error, in: "credit")
        }
    }

    /// What is left to credit of an invoice among them, and how much of each line was credited.
    func credit(
        of document: IssuedDocument
    ) throws(InvoicingError) -> (left: CreditLeft, quantities: [Int: Decimal])? {
        guard let left = ledger.creditable(of: document.reference) else { return nil }
        return (left, try creditedQuantities(of: document))
    }

    private func parts(
        _ lines: [Int: String]
    ) throws(InvoicingError) -> [IssuedDocument.CreditedQuantity] {
        var parts: [IssuedDocument.CreditedQuantity] = []
        for (place, text) in lines.sorted(by: { $0.key < $1.key }) {
            guard let quantity = try? Decimal(text) else {
                throw .malformed(expected: "a quantity for line \(place), such as 1.5")
            }
            parts.append(.init(line: place - 1, quantity: quantity))
        }
        return parts
    }

    /// Whatever is left of every line.
    private func rest(
        of document: IssuedDocument, _ credited: [Int: Decimal]
    ) -> [IssuedDocument.CreditedQuantity] {
        document.frozen.face.content.lines.enumerated().compactMap { place, line in
            guard let left = try? line.quantity - (credited[place] ?? .zero), left > .zero else {
                return nil
            }
            return .init(line: place, quantity: left)
        }
    }

    /// How much of each line the credit notes that count have taken back.
    private func creditedQuantities(
        of document: IssuedDocument
    ) throws(InvoicingError) -> [Int: Decimal] {
        var credited: [Int: Decimal] = [:]
        guard let key = facts(document.reference)?.key else { return credited }
        for note in facts(of: Catalog.document, "corrects", naming: key) {
            let isVoid = !facts(of: Catalog.void, "document", naming: note.key).isEmpty
            guard !isVoid, let note = IssuedDocument(note), note.kind == .creditNote,
                let corrects = note.frozen.face.corrects
            else { continue }
            for (place, line) in zip(corrects.lines, note.frozen.face.content.lines) {
                do {
                    credited[place] = try (credited[place] ?? .zero) + line.quantity
                } catch {
                    throw .money(error)
                }
            }
        }
        return credited
    }
}
