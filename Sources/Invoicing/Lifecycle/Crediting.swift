package import Money

/// What is left to credit of an invoice, and how many credit notes it has.
package struct CreditLeft: Hashable, Sendable {
    /// What is left.
    package let amount: Amount
    /// How many credit notes took something.
    package let notes: Int

    /// Takes what the ledger says.
    package init(amount: Amount, notes: Int) {
        self.amount = amount
        self.notes = notes
    }
}

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
    /// Parts that are rounded each by itself may come to a little more or less than the whole: the
    /// note that takes back the last of every line is rounded to what is left in total.
    ///
    /// - Parameters:
    ///   - credited: how much of each line was credited before, by the line's place.
    ///   - left: what is left to credit in total, as the ledger says.
    package func partialCredit(
        _ parts: [CreditedQuantity], credited: [Int: Decimal] = [:], left: CreditLeft? = nil
    ) throws(InvoicingError) -> DocumentFace {
        var content = frozen.face.content
        content.lines = try lines(of: parts, credited)
        content.paid = nil
        content.roundingAmount = nil
        try Self.share(&content, of: frozen.face.content)
        if let left {
            let isLast = try isLast(parts, credited)
            content.roundingAmount = try rounding(content, to: left, isLast: isLast)
        }
        return try credit(content, lines: parts.map(\.line))
    }

    /// What makes up for rounding in a credit note that a person has drafted, line by line of the
    /// invoice; nothing where he takes back anything but what is left.
    ///
    /// - Parameters:
    ///   - places: which line of the invoice each line takes back, counted from 0.
    ///   - credited: how much of each line was credited before, by the line's place.
    ///   - left: what is left to credit in total, as the ledger says.
    package func creditRounding(
        of content: InvoiceContent, crediting places: [Int], credited: [Int: Decimal],
        left: CreditLeft
    ) throws(InvoicingError) -> Amount? {
        let parts = zip(places, content.lines).map {
            CreditedQuantity(line: $0, quantity: $1.quantity)
        }
        return try rounding(content, to: left, isLast: isLast(parts, credited))
    }

    private func lines(
        of parts: [CreditedQuantity], _ credited: [Int: Decimal]
    ) throws(InvoicingError) -> [Line] {
        let content = frozen.face.content
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
            var credited = try Self.part(of: line, part.quantity)
            credited.tax = explained(credited.tax)
            lines.append(credited)
        }
        fields.expect(!parts.isEmpty, "lines", "at least one line to credit")
        try fields.check()
        return lines
    }

    /// The tax with the reason of its exemption, which may stand on another line of the invoice.
    private func explained(_ tax: Tax) -> Tax {
        guard tax.exemption == nil else { return tax }
        let same = frozen.face.content.lines.first {
            $0.tax.category == tax.category && $0.tax.exemption != nil
        }
        return Tax(tax.category, rate: tax.rate, exemption: same?.tax.exemption)
    }

    /// Whether nothing of any line is left after these parts.
    private func isLast(
        _ parts: [CreditedQuantity], _ credited: [Int: Decimal]
    ) throws(InvoicingError) -> Bool {
        for (index, line) in frozen.face.content.lines.enumerated() {
            let part = parts.first { $0.line == index }?.quantity ?? .zero
            let left = try Self.left(of: line.quantity, after: credited[index] ?? .zero)
            if left != part { return false }
        }
        return true
    }

    /// What makes up for rounding each part by itself; nothing where more than that is missing.
    private func rounding(
        _ content: InvoiceContent, to left: CreditLeft, isLast: Bool
    ) throws(InvoicingError) -> Amount? {
        let most = roundedParts * (left.notes + 1)
        let total = try content.totals().total
        do {
            let difference = try left.amount - total
            let isDue = isLast ? !difference.isZero : difference.isNegative
            return isDue && difference.minorUnits.magnitude <= most ? difference : nil
        } catch {
            throw .money(error)
        }
    }

    /// How many figures of the invoice are rounded each by itself: every note may be a unit off for
    /// each of them.
    private var roundedParts: Int {
        let content = frozen.face.content
        let ofLines = content.lines.reduce(0) { sum, line in
            sum + 2 + line.allowances.count + line.charges.count
        }
        return ofLines + content.allowances.count + content.charges.count
            + frozen.totals.taxes.count + 1
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
