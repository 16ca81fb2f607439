package import Money

extension IssuedDocument {
    /// How much of one line a credit note takes back.
    package struct CreditedQuantity: Hashable, Sendable {
        /// The line, counted from 0.
        package let line: Int
        /// How much of it.
        package let quantity: Decimal

        /// Takes a line and a quantity.
        package init(line: Int, quantity: Decimal) {
            self.line = line
            self.quantity = quantity
        }
    }

    /// What a credit note of the whole invoice says: the same, line by line and to the cent.
    package func fullCredit() throws(InvoicingError) -> DocumentFace {
        try credit(frozen.face.content, lines: Array(frozen.face.content.lines.indices))
    }

    /// What a credit note of some of the lines says.
    ///
    /// - Parameter credited: how much of each line was credited before, by the line's place.
    package func partialCredit(
        _ parts: [CreditedQuantity], credited: [Int: Decimal] = [:]
    ) throws(InvoicingError) -> DocumentFace {
        var content = frozen.face.content
        var fields = FieldGatherer()
        var lines: [Line] = []
        for (index, part) in parts.enumerated() {
            let field = "lines[\(index)].quantity"
            guard content.lines.indices.contains(part.line) else {
                fields.expect(false, "lines[\(index)]", "a line of the invoice")
                continue
            }
            let line = content.lines[part.line]
            let before = parts[..<index].contains { $0.line == part.line }
            fields.expect(!before, "lines[\(index)]", "each line once")
            let left = try Self.left(of: line.quantity, after: credited[part.line] ?? .zero)
            fields.expect(
                part.quantity > .zero && part.quantity <= left, field,
                "more than 0 and at most \(left), which is left to credit")
            guard part.quantity > .zero, part.quantity <= left else { continue }
            lines.append(try Self.part(of: line, part.quantity))
        }
        fields.expect(!parts.isEmpty, "lines", "at least one line to credit")
        try fields.check()
        content.lines = lines
        try Self.share(&content, of: frozen.face.content)
        return try credit(content, lines: parts.map(\.line))
    }

    private func credit(
        _ content: InvoiceContent, lines: [Int]
    ) throws(InvoicingError) -> DocumentFace {
        guard kind == .invoice, let number = frozen.number else {
            throw .malformed(expected: "an invoice: only invoices are credited")
        }
        var face = frozen.face
        face.kind = .creditNote
        face.content = content
        face.content.paid = nil
        face.content.roundingAmount = nil
        face.terms = nil
        face.dueDate = nil
        face.corrects = Correction(
            document: reference, number: number.text, issueDate: frozen.issueDate, lines: lines)
        return face
    }

    private static func left(
        of quantity: Decimal, after credited: Decimal
    ) throws(InvoicingError) -> Decimal {
        do {
            return try quantity - credited
        } catch {
            throw .money(error)
        }
    }
}
