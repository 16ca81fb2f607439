package import Money

/// How a quote stands.
package enum QuoteState: String, Hashable, Sendable, CaseIterable {
    case draft, sent, accepted, declined, expired, partlyInvoiced, invoiced

    /// The state in words.
    package var words: String { self == .partlyInvoiced ? "partly invoiced" : rawValue }
}

/// A quote: what was offered of each line, and what was done about it.
package struct Quote: Hashable, Sendable {
    /// What a person does to a quote.
    package enum Step: String, Hashable, Sendable, CaseIterable {
        case send, accept, decline, invoice
    }

    /// What was offered of each line.
    package let quantities: [Decimal]
    /// Until when it binds.
    package let validUntil: CivilDate?
    /// What of each line was invoiced.
    package private(set) var invoiced: [Decimal]
    private var answer: QuoteState = .draft

    /// A quote that was not sent yet.
    package init(quantities: [Decimal], validUntil: CivilDate?) {
        self.quantities = quantities
        self.validUntil = validUntil
        invoiced = quantities.map { _ in .zero }
    }

    /// How it stands on a day.
    package func state(asOf today: CivilDate) -> QuoteState {
        if answer == .accepted {
            if invoiced.allSatisfy(\.isZero) { return .accepted }
            return isAllInvoiced ? .invoiced : .partlyInvoiced
        }
        if answer == .sent, let validUntil, today > validUntil { return .expired }
        return answer
    }

    /// What can be done on a day.
    package func allowed(asOf today: CivilDate) -> [Step] {
        switch state(asOf: today) {
        case .draft: [.send]
        case .sent: [.send, .accept, .decline]
        case .accepted, .partlyInvoiced: [.invoice]
        case .declined, .expired: [.send]
        case .invoiced: []
        }
    }

    /// Sends it, also once more after it was declined or expired with a later day.
    package func sent(asOf today: CivilDate) throws(InvoicingError) -> Quote {
        try answered(.send, .sent, today)
    }

    /// The client accepts.
    package func accepted(asOf today: CivilDate) throws(InvoicingError) -> Quote {
        try answered(.accept, .accepted, today)
    }

    /// The client declines.
    package func declined(asOf today: CivilDate) throws(InvoicingError) -> Quote {
        try answered(.decline, .declined, today)
    }

    /// What is left to invoice of each line.
    package func left() throws(InvoicingError) -> [Decimal] {
        do {
            var left: [Decimal] = []
            for (quantity, done) in zip(quantities, invoiced) { left.append(try quantity - done) }
            return left
        } catch {
            throw .money(error)
        }
    }

    /// Invoices a part: so much of each line, together never more than was offered.
    package func invoicing(
        _ parts: [Decimal], asOf today: CivilDate
    ) throws(InvoicingError) -> Quote {
        try check(.invoice, today)
        let left = try left()
        var fields = FieldGatherer()
        fields.expect(
            parts.count == left.count, "lines", "a quantity for each of \(left.count) lines")
        fields.expect(parts.contains { $0 > .zero }, "lines", "something to invoice")
        for (index, (part, left)) in zip(parts, left).enumerated() {
            fields.expect(
                part >= .zero && part <= left, "lines[\(index)].quantity",
                "between 0 and \(left), which is left to invoice")
        }
        try fields.check()
        var quote = self
        do {
            for index in parts.indices {
                quote.invoiced[index] = try invoiced[index] + parts[index]
            }
        } catch {
            throw .money(error)
        }
        return quote
    }

    private var isAllInvoiced: Bool {
        zip(quantities, invoiced).allSatisfy { offered, done in done >= offered }
    }

    private func answered(
        _ step: Step, _ answer: QuoteState, _ today: CivilDate
    ) throws(InvoicingError) -> Quote {
        try check(step, today)
        var quote = self
        quote.answer = answer
        if let validUntil, answer == .sent, today > validUntil {
            throw .malformed(expected: "a quote that is valid today or later: give it a later day")
        }
        return quote
    }

    private func check(_ step: Step, _ today: CivilDate) throws(InvoicingError) {
        let allowed = allowed(asOf: today)
        guard !allowed.contains(step) else { return }
        throw .step(
            RefusedStep(
                asked: step.rawValue, present: state(asOf: today).words,
                allowed: allowed.map(\.rawValue)))
    }
}
