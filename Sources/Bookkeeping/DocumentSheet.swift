import Bytes
package import Catalog
package import Invoicing
package import Money
package import Sync

/// A document as it was issued, with what has become of it since.
package struct DocumentSheet {
    /// The record.
    package let facts: Facts
    /// What was issued.
    package let document: IssuedDocument
    /// Everything that money joins to it.
    package let accounts: Accounts
    /// Why it was voided, if it was.
    package let voided: Facts?
    private let wasDelivered: Bool

    /// Opens a document; `nil` where there is none.
    package init?(of key: RecordKey, in book: BookReader) throws {
        guard key.collection == CollectionNumber.document.rawValue,
            let facts = try book.facts(key)
        else { return nil }
        let accounts = try book.accounts(joining: [key])
        try self.init(facts, accounts, in: book)
    }

    /// Opens a document among accounts that were computed with it.
    package init(_ facts: Facts, _ accounts: Accounts, in book: BookReader) throws {
        guard let document = IssuedDocument(facts) else {
            throw BookkeepingError.damaged(number: facts.text("number") ?? facts.key.id.text)
        }
        (self.facts, self.document, self.accounts) = (facts, document, accounts)
        voided = accounts.facts(of: Catalog.void, "document", naming: facts.key).first
        wasDelivered = try book.facts(of: Catalog.delivery, naming: facts.key).contains {
            ["sending", "sent", "uncertain", "viewed"].contains($0.text("state") ?? "")
        }
    }

    /// What is left to pay of an invoice, and how the rest went; `nil` for what is no invoice.
    package func balance() throws(BookkeepingError) -> Balance? {
        do throws(InvoicingError) {
            return try accounts.ledger.balance(of: document.reference)
        } catch {
            throw BookkeepingError(error)
        }
    }

    /// How it stands on a day.
    package func status(asOf today: CivilDate) throws(BookkeepingError) -> InvoiceStatus {
        guard voided == nil else { return .void }
        return DocumentLife.issued(document).status(try balance(), asOf: today)
    }

    /// What decides whether it can still be voided.
    package var past: DocumentPast {
        let names = accounts.facts(of: Catalog.allocation, "document", naming: facts.key)
        let notes = accounts.facts(of: Catalog.document, "corrects", naming: facts.key)
        let isSource = accounts.records.contains { $0.reference("source") == facts.key }
        return DocumentPast(
            wasDelivered: wasDelivered, hasClaims: !names.isEmpty || !notes.isEmpty || isSource)
    }

    /// What is left of a credit note for other invoices, or for a refund.
    package var credit: Amount? { accounts.ledger.left(of: document.reference) }
}

extension DocumentSheet {
    /// The write that voids it, on a day; refused once it was delivered or has a payment or credit.
    package func void(
        because reason: String, as id: RecordID, asOf today: CivilDate
    ) throws(BookkeepingError) -> [Write] {
        do throws(InvoicingError) {
            let voided = try document.void(
                reason: reason, status: try statusOrRefusal(asOf: today), past: past)
            return Catalog.void.creation(
                of: id,
                values: ["document": facts.key.id.value, "reason": .text(voided.reason)],
                owner: nil)
        } catch {
            throw BookkeepingError(error, in: "void")
        }
    }

    private func statusOrRefusal(asOf today: CivilDate) throws(InvoicingError) -> InvoiceStatus {
        guard voided == nil else { return .void }
        let balance = try accounts.ledger.balance(of: document.reference)
        return DocumentLife.issued(document).status(balance, asOf: today)
    }
}

extension DocumentSheet {
    /// What a credit note says that takes back all that is left of an invoice, or so much of some
    /// of its lines, by their places from 1.
    package func creditFace(of lines: [Int: String]) throws(BookkeepingError) -> DocumentFace {
        try accounts.creditFace(of: document, lines: lines)
    }
}
