import Bytes
package import Catalog
package import Causality
package import Invoicing
package import Money
package import Sync

/// A draft with everything that its figures and its document follow from, as a person sees it.
package struct DraftSheet {
    /// The draft.
    package let draft: Facts
    /// Its lines, in their order.
    package let lines: [Facts]
    /// Its allowances and charges.
    package let charges: [Facts]
    /// Whom it is for, once that is said.
    package let client: Facts?
    /// What the book's owner says of himself.
    package let settings: Facts?
    /// Of a credit note, the invoice that it takes back.
    package let corrected: IssuedDocument?
    /// What is left of that to credit, and how much of each of its lines was credited.
    let credit: (left: CreditLeft, quantities: [Int: Decimal])?

    /// Opens a draft; `nil` where there is none.
    package init?(of key: RecordKey, in book: BookReader) throws {
        guard key.collection == CollectionNumber.draft.rawValue, let draft = try book.facts(key)
        else { return nil }
        self.draft = draft
        lines = try book.facts(of: Catalog.line, naming: key).filter {
            $0.reference("draft") == key
        }.sorted { ($0.text("position") ?? "", $0.key) < ($1.text("position") ?? "", $1.key) }
        charges = try book.facts(of: Catalog.charge, naming: key).filter {
            $0.reference("draft") == key
        }
        client = try draft.reference("client").flatMap(book.facts)
        settings = try book.facts(DerivedID.settings)
        let invoice = draft.reference("corrects")
        let corrected = try invoice.flatMap(book.facts).flatMap { IssuedDocument($0) }
        self.corrected = corrected
        if let invoice, let corrected {
            credit = try book.accounts(joining: [invoice]).credit(of: corrected)
        } else {
            credit = nil
        }
    }

    /// What it is to become.
    package var kind: DocumentKind {
        draft.text("kind").flatMap { DocumentKind(rawValue: $0) } ?? .invoice
    }

    /// The currency that the draft says, or else its client, or else the settings.
    package var currency: Currency? {
        (draft.text("currency") ?? client?.text("currency") ?? settings?.text("currency"))
            .flatMap { try? Currency($0) }
    }

    /// Whether its prices are told with the tax: as the draft says, or else the settings.
    package var pricesIncludeTax: Bool {
        draft["pricesIncludeTax"].flag ?? settings?["pricesIncludeTax"].flag ?? false
    }

    /// The documents that the draft became.
    package var documents: [RecordID] {
        let life = draft.record[Life.register].standing(.life).flatMap { Life($0.value) }
        guard case .issued(let documents) = life else { return [] }
        return documents
    }

    /// The records whose content is frozen when it is issued.
    package var owned: [Facts] { lines + charges }

    /// Every change that made what is seen of the draft: what its document freezes.
    package var changes: Set<Dot> {
        ([draft] + owned).reduce(into: []) { dots, facts in
            for slot in facts.record.registers { dots.formUnion(slot.value.dots) }
        }
    }
}

extension Facts {
    /// The record's key.
    package var key: RecordKey { record.key }
}

extension IssuedDocument {
    /// The document of a record; `nil` for bytes that are not what they should be.
    package init?(_ facts: Facts) {
        guard facts.collection.number == CollectionNumber.document.rawValue,
            case .bytes(let bytes) = facts["bytes"], case .bytes(let hash) = facts["hash"],
            let sha = SHA256(bytes: hash), let reference = Reference(bytes: facts.key.id.bytes),
            let document = try? IssuedDocument(reference: reference, bytes: bytes, hash: sha)
        else { return nil }
        self = document
    }
}
