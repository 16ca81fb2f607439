import Money

/// A document as it stands for ever: what its canonical bytes say, and nothing else.
///
/// Fields of the bytes, version 1 of form `counterfoil-document` (`CanonicalValue` tells how they
/// are written; a later version adds fields or has another number):
///
/// - `form`, `draft` (id), `kind`, `number`, `series`, `count`, `issueDate`, `dueDate`, `terms`,
///   `validUntil`, `supply` {`from`, `to`}
/// - `seller`, `buyer`, `delivery` {`name`, `street` …}
/// - `content` {`currency`, `pricesIncludeTax`, `rounding`, `lines` …} as it was entered
/// - `totals` with every intermediate, as they were computed on the day of issue: no later version
///   computes them again
/// - `exchangeRate` {`rate`, `currency`, `date`, `source`}, `corrects` {`document`, `number`,
///   `issueDate`, `lines`}, `texts` {`intro`, `note` …}
package struct FrozenDocument: Hashable, Sendable {
    /// The draft that it was made from.
    package let draft: Reference
    /// Its number; a pro-forma has none.
    package let number: SeriesNumber?
    /// The day of issue.
    package let issueDate: CivilDate
    /// The day when it is due; only invoices have one.
    package let dueDate: CivilDate?
    /// The printed terms, also where a later version wrote them that knows more kinds.
    package let terms: String?
    /// What was decided before.
    package let face: DocumentFace
    /// What it comes to.
    package let totals: Totals

    /// The form of the bytes and its version.
    package static let form = "counterfoil-document/1"

    init(
        draft: Reference, number: SeriesNumber?, issueDate: CivilDate, dueDate: CivilDate?,
        face: DocumentFace, totals: Totals
    ) {
        self.draft = draft
        self.number = number
        self.issueDate = issueDate
        self.dueDate = dueDate
        terms = face.terms?.description
        self.face = face
        self.totals = totals
    }
}

extension FrozenDocument {
    /// The canonical bytes: they are the document.
    var bytes: [UInt8] {
        var fields = FieldWriter()
        fields.put("form", Self.form)
        fields.put("draft", draft.description)
        fields.put("kind", face.kind.rawValue)
        fields.put("number", number?.text)
        fields.put("series", number?.series.text)
        fields.put("count", number.map { String($0.count) })
        fields.put("issueDate", issueDate.description)
        fields.put("dueDate", dueDate?.description)
        fields.put("terms", terms)
        fields.put("validUntil", face.validUntil?.description)
        fields.put("supply", face.supply?.canonical)
        fields.put("seller", face.seller.canonical)
        fields.put("buyer", face.buyer.canonical)
        fields.put("delivery", face.delivery?.canonical)
        fields.put("content", face.content.canonical)
        fields.put("totals", totals.canonical)
        fields.put("exchangeRate", face.exchangeRate?.canonical)
        fields.put("corrects", face.corrects?.canonical)
        let texts = face.texts.filter { !$0.value.isEmpty }
        if !texts.isEmpty {
            let named = texts.map { ($0.key.rawValue, CanonicalValue.text($0.value)) }
            fields.put("texts", .fields(Dictionary(uniqueKeysWithValues: named)))
        }
        return fields.value.bytes
    }

    /// Reads canonical bytes; fields that this version does not know are passed over.
    init(reading bytes: [UInt8]) throws(InvoicingError) {
        let fields = try FieldReader(CanonicalValue(reading: bytes), "")
        let form = try fields.text("form")
        guard form == Self.form else { throw .document(.unknownVersion(form)) }
        draft = try fields.read("draft") { text throws(InvoicingError) in try Reference(text) }
        guard let kind = DocumentKind(rawValue: try fields.text("kind")) else {
            throw fields.fault("kind")
        }
        let issued = try fields.read("issueDate", CivilDate.init)
        issueDate = issued
        dueDate = try fields.optional("dueDate", CivilDate.init)
        number = try fields.optional("number") { text throws(InvoicingError) in
            SeriesNumber(
                kind: kind, text: text, series: try fields.read("series", SeriesCode.init),
                count: try fields.whole("count"), date: issued)
        }
        let content = try InvoiceContent(fields.record("content"))
        totals = try Totals(fields.record("totals"), in: content.currency)
        terms = try fields.optionalText("terms")
        face = try DocumentFace(kind, fields, content)
    }
}
