/// Something that is still being written: it has no number, no issue date and no hash.
package struct Draft: Hashable, Sendable {
    /// The record.
    package let reference: Reference
    /// What it says so far.
    package var face: DocumentFace

    /// Takes a draft as it stands.
    package init(reference: Reference, face: DocumentFace) {
        self.reference = reference
        self.face = face
    }

    /// Puts the draft away; it can be restored.
    package func delete() -> DeletedDraft { DeletedDraft(draft: self) }

    /// Freezes the draft under a number of its kind, on that number's date.
    package func issue(
        as document: Reference, number: SeriesNumber
    ) throws(InvoicingError) -> IssuedDocument {
        guard face.kind.isNumbered else { throw .number(.notNumbered) }
        guard number.kind == face.kind else { throw .number(.otherKind(number.kind)) }
        return try freeze(as: document, number: number, issueDate: number.date)
    }

    /// Freezes the draft as a pro-forma of it: without a number, and nothing is owed for it.
    package func proForma(
        as document: Reference, on date: CivilDate
    ) throws(InvoicingError) -> IssuedDocument {
        var draft = self
        draft.face.kind = .proForma
        draft.face.corrects = nil
        return try draft.freeze(as: document, number: nil, issueDate: date)
    }

    private func freeze(
        as document: Reference, number: SeriesNumber?, issueDate: CivilDate
    ) throws(InvoicingError) -> IssuedDocument {
        var face = face
        if face.content.buyerVATID == nil, let vatID = face.buyer[.vatID] {
            face.content.buyerVATID = try? VATID(vatID)
        }
        let totals = try face.content.totals()
        let dueDate = try dueDate(from: issueDate)
        var fields = FieldGatherer()
        fields.expect(face.seller[.name] != nil, "seller.name", "the name of the business")
        fields.expect(face.buyer[.name] != nil, "buyer.name", "the name of the client")
        fields.expect(
            face.buyer[.vatID] == nil
                || face.content.buyerVATID?.description == face.buyer[.vatID],
            "buyerVATID", "the VAT id among the buyer's details")
        checkDates(&fields, issueDate, dueDate)
        checkCorrection(&fields)
        try fields.check()
        let frozen = FrozenDocument(
            draft: reference, number: number, issueDate: issueDate, dueDate: dueDate, face: face,
            totals: totals)
        let bytes = frozen.bytes
        return try IssuedDocument(reference: document, bytes: bytes, hash: SHA256(of: bytes))
    }

    private func checkDates(
        _ fields: inout FieldGatherer, _ issueDate: CivilDate, _ dueDate: CivilDate?
    ) {
        let later = "the issue date, \(issueDate), or a later day"
        fields.expect(dueDate.map { $0 >= issueDate } ?? true, "dueDate", later)
        fields.expect(face.validUntil.map { $0 >= issueDate } ?? true, "validUntil", later)
        if case .period(let from, let to)? = face.supply {
            fields.expect(from <= to, "supply", "a period that ends on its first day or later")
        }
        fields.expect(
            face.exchangeRate?.currency != face.content.currency, "exchangeRate.currency",
            "another currency than the document's")
    }

    /// Only what is to be paid has a due date.
    private func dueDate(from issueDate: CivilDate) throws(InvoicingError) -> CivilDate? {
        guard face.kind == .invoice || face.kind == .proForma else { return nil }
        if let dueDate = face.dueDate { return dueDate }
        return try (face.terms ?? .immediately).dueDate(from: issueDate)
    }

    private func checkCorrection(_ fields: inout FieldGatherer) {
        guard face.kind == .creditNote else {
            fields.expect(face.corrects == nil, "corrects", "nothing: only a credit note corrects")
            return
        }
        fields.expect(face.corrects != nil, "corrects", "the invoice that the credit note corrects")
        guard let corrects = face.corrects else { return }
        fields.expect(
            corrects.lines.count == face.content.lines.count
                && corrects.lines.allSatisfy { $0 >= 0 },
            "corrects.lines", "the invoice's line for each line of the credit note")
    }
}

/// A draft that was put away. It can be restored and nothing else.
package struct DeletedDraft: Hashable, Sendable {
    private let draft: Draft

    /// Takes a draft that is kept as deleted.
    package init(draft: Draft) { self.draft = draft }

    /// The draft as it was.
    package func restore() -> Draft { draft }

    /// The record.
    package var reference: Reference { draft.reference }
}
