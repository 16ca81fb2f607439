import Bookkeeping
import Catalog
import Invoicing
import Sync

/// The draft of a credit note that takes a whole invoice back: a person reads it and issues it.
struct CreditDraft {
    let writes: [Write]

    init(of document: RecordKey, by settler: Settler) throws(SettlementError) {
        guard let facts = settler.book.facts(document), let issued = IssuedDocument(facts),
            let face = try? issued.fullCredit()
        else { throw .unreadableDocument }
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
