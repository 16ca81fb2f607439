import Bookkeeping
import Catalog
import Invoicing
import Money
import Sync

/// The draft of a credit note that takes back what is left of an invoice: a person reads it and
/// issues it.
struct CreditDraft {
    let writes: [Write]

    init(of document: RecordKey, by settler: Settler) throws(SettlementError) {
        let book = settler.book
        guard let facts = book.facts(document), let issued = IssuedDocument(facts) else {
            throw .unreadableDocument
        }
        guard book.isCreditable(document) else { throw .nothingToCredit }
        let accounts = book.accounts(joining: [document])
        guard let left = accounts.ledger.creditable(of: issued.reference),
            left.notes == 0 || left.amount.minorUnits > 0
        else { throw .nothingToCredit }
        guard let face = try? accounts.creditFace(of: issued) else { throw .nothingToCredit }
        let forms = CreditForms(of: facts, saying: face)
        do {
            writes = try DraftMaking(
                forms.draft, lines: forms.lines, charges: forms.charges, minting: settler.mint
            ).writes
        } catch BookkeepingError.fields(let errors) {
            throw .fields(errors)
        } catch {
            throw .unreadableDocument
        }
    }
}
