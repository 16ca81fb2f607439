package import Money

/// A document that was issued: frozen, its canonical bytes under their hash. There is no way to
/// change one, and none to make one but by issuing a draft or by reading bytes that have their
/// hash.
package struct IssuedDocument: Hashable, Sendable {
    /// The record.
    package let reference: Reference
    /// What the bytes say.
    package let frozen: FrozenDocument
    /// The document itself.
    package let bytes: [UInt8]
    /// The SHA-256 of the bytes.
    package let hash: SHA256

    /// Takes a document as it is kept; an error unless the bytes have their hash and can be read.
    package init(reference: Reference, bytes: [UInt8], hash: SHA256) throws(InvoicingError) {
        guard SHA256(of: bytes) == hash else { throw .document(.hashMismatch) }
        self.reference = reference
        self.bytes = bytes
        self.hash = hash
        frozen = try FrozenDocument(reading: bytes)
    }

    /// What kind of document it is.
    package var kind: DocumentKind { frozen.face.kind }

    /// What is to be paid of it: nothing of what is no invoice, or was paid before it was issued.
    package var payable: Amount {
        let due = frozen.totals.due
        return kind == .invoice && !due.isNegative ? due : .zero(due.currency)
    }

    /// Voids the document: it keeps its number, and nothing is owed for it any more.
    ///
    /// Refused once it was delivered or has a payment or credit; then a credit note cancels it.
    package func void(
        reason: String, status: InvoiceStatus, past: DocumentPast
    ) throws(InvoicingError) -> VoidedDocument {
        try LifeRules.check(.void, status, past)
        return try VoidedDocument(document: self, reason: reason)
    }
}

/// A document that was voided. It can be shown, and nothing else.
package struct VoidedDocument: Hashable, Sendable {
    /// The document, which keeps its number and is shown with a watermark.
    package let document: IssuedDocument
    /// Why it was voided.
    package let reason: String

    /// Takes a document that is kept as void.
    package init(document: IssuedDocument, reason: String) throws(InvoicingError) {
        self.document = document
        self.reason = try PlainText.line(reason, max: 500)
        guard !self.reason.trimmed.isEmpty else {
            throw .malformed(expected: "the reason why it is void")
        }
    }
}

/// Where a draft has come to.
package enum DocumentLife: Hashable, Sendable {
    case draft(Draft)
    case deleted(DeletedDraft)
    case issued(IssuedDocument)
    case void(VoidedDocument)

    /// How it stands on a day, given what was paid and credited.
    package func status(_ balance: Balance?, asOf today: CivilDate) -> InvoiceStatus {
        switch self {
        case .draft: .draft
        case .deleted: .deleted
        case .void: .void
        case .issued(let document) where document.kind != .invoice: .issued
        case .issued(let document):
            (balance ?? Balance(issued: document.payable))
                .status(due: document.frozen.dueDate, asOf: today)
        }
    }

    /// Deletes a draft; anything else is refused with what is allowed instead.
    package func delete(
        status: InvoiceStatus, past: DocumentPast
    ) throws(InvoicingError) -> DeletedDraft {
        guard case .draft(let draft) = self else {
            let allowed = LifeRules.allowed(status, past)
            throw .refused(RefusedTransition(.delete, present: status, allowed: allowed))
        }
        return draft.delete()
    }
}
