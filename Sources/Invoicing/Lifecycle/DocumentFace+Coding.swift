import Money

extension DocumentFace {
    init(
        _ kind: DocumentKind, _ fields: FieldReader, _ content: InvoiceContent
    ) throws(InvoicingError) {
        self.init(
            kind: kind, seller: try PartyDetails(fields.record("seller")),
            buyer: try PartyDetails(fields.record("buyer")), content: content)
        if let record = try fields.optionalRecord("delivery") {
            delivery = try PartyDetails(record)
        }
        terms = try fields.optionalText("terms").flatMap { try? Terms($0) }
        // The day that was agreed or counted: it is frozen, not counted again.
        dueDate = try fields.optional("dueDate", CivilDate.init)
        validUntil = try fields.optional("validUntil", CivilDate.init)
        if let record = try fields.optionalRecord("supply") { supply = try Supply(record) }
        if let record = try fields.optionalRecord("exchangeRate") {
            exchangeRate = try ExchangeRate(record)
        }
        if let record = try fields.optionalRecord("corrects") { corrects = try Correction(record) }
        guard let record = try fields.optionalRecord("texts") else { return }
        for text in Text.allCases { texts[text] = try record.optionalText(text.rawValue) }
    }
}

extension PartyDetails {
    var canonical: CanonicalValue {
        var fields = FieldWriter()
        for field in Field.allCases { fields.put(field.rawValue, self[field]) }
        return fields.value
    }

    init(_ fields: FieldReader) throws(InvoicingError) {
        self.init(name: "")
        for field in Field.allCases { self[field] = try fields.optionalText(field.rawValue) }
    }
}

extension Supply {
    var canonical: CanonicalValue {
        var fields = FieldWriter()
        switch self {
        case .on(let date): fields.put("from", date.description)
        case .period(let from, let to):
            fields.put("from", from.description)
            fields.put("to", to.description)
        }
        return fields.value
    }

    init(_ fields: FieldReader) throws(InvoicingError) {
        let from = try fields.read("from", CivilDate.init)
        let to = try fields.optional("to", CivilDate.init)
        self = to.map { .period(from: from, to: $0) } ?? .on(from)
    }
}

extension ExchangeRate {
    var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("rate", rate.description)
        fields.put("currency", currency.code)
        fields.put("date", date.description)
        fields.put("source", source)
        return fields.value
    }

    init(_ fields: FieldReader) throws(InvoicingError) {
        try self.init(
            rate: fields.read("rate") { text throws(MoneyError) in try Decimal(text) },
            currency: fields.read("currency") { text throws(MoneyError) in try Currency(text) },
            date: fields.read("date", CivilDate.init),
            source: fields.optionalText("source") ?? "")
    }
}

extension Correction {
    var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("document", document.description)
        fields.put("number", number)
        fields.put("issueDate", issueDate.description)
        fields.put("lines", lines.map { .text(String($0)) })
        return fields.value
    }

    init(_ fields: FieldReader) throws(InvoicingError) {
        self.init(
            document: try fields.read("document") { text throws(InvoicingError) in
                try Reference(text)
            },
            number: try fields.text("number"),
            issueDate: try fields.read("issueDate", CivilDate.init),
            lines: try fields.texts("lines") { text throws(InvoicingError) in
                guard let line = Int(text) else { throw .document(.field("lines")) }
                return line
            })
    }
}
