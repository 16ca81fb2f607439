package import Invoicing
package import JSON
import Money

/// The figures of an invoice as JSON: the terms of EN 16931 are the keys of its sums.
package enum InvoiceAnswer {
    /// Every figure of a form. Amounts are strings with the currency's own number of decimals.
    package static func json(_ totals: Totals, of form: InvoiceForm) -> JSONValue {
        let content = form.content
        var answer: [String: JSONValue] = sums(totals)
        answer["kind"] = .string(form.kind.rawValue)
        answer["currency"] = .string(totals.currency.code)
        answer["pricesIncludeTax"] = .bool(content.pricesIncludeTax)
        answer["rounding"] = .string(content.rounding.rawValue)
        let isWithTax = content.pricesIncludeTax
        answer["lines"] = .array(
            zip(totals.lines, content.lines).enumerated().map {
                line($1.0, of: $1.1, at: $0, isWithTax: isWithTax)
            })
        answer["taxGroups"] = .array(totals.taxes.map(group))
        if let id = form.id { answer["id"] = .string(id) }
        if let part = totals.discount, let discount = content.discount {
            answer["discount"] = .object(
                documentPart(part, of: discount, .allowance, isWithTax: isWithTax))
        }
        if !totals.allowances.isEmpty {
            answer["allowances"] = .array(
                zip(totals.allowances, content.allowances).map {
                    .object(
                        documentPart($0, of: $1.adjustment, .allowance, isWithTax: isWithTax))
                })
        }
        if !totals.charges.isEmpty {
            answer["charges"] = .array(
                zip(totals.charges, content.charges).map {
                    .object(
                        documentPart($0, of: $1.adjustment, .charge, isWithTax: isWithTax))
                })
        }
        return .object(answer)
    }

    private static func sums(_ totals: Totals) -> [String: JSONValue] {
        [
            "BT-106": text(totals.lineSum), "BT-107": text(totals.allowanceSum),
            "BT-108": text(totals.chargeSum), "BT-109": text(totals.net),
            "BT-110": text(totals.tax), "BT-112": text(totals.total),
            "BT-113": text(totals.paid), "BT-114": text(totals.roundingAmount),
            "BT-115": text(totals.due), "net": text(totals.net), "tax": text(totals.tax),
            "total": text(totals.total), "due": text(totals.due),
        ]
    }

    private static func line(
        _ totals: LineTotals, of line: Line, at index: Int, isWithTax: Bool
    ) -> JSONValue {
        var answer: [String: JSONValue] = [
            "BT-126": .string(String(index + 1)), "BT-131": text(totals.net),
            "gross": text(totals.gross), "amount": text(totals.amount),
            "taxGroup": .integer(Int64(totals.group)),
        ]
        let part = { (amount: Amount, adjustment: Adjustment, terms: PartTerms) in
            linePart(amount, of: adjustment, base: totals.gross, terms, isWithTax: isWithTax)
        }
        if let amount = totals.discount, let discount = line.discount {
            answer["discount"] = part(amount, discount, .lineAllowance)
        }
        if !totals.allowances.isEmpty {
            answer["allowances"] = .array(
                zip(totals.allowances, line.allowances).map { part($0, $1, .lineAllowance) })
        }
        if !totals.charges.isEmpty {
            answer["charges"] = .array(
                zip(totals.charges, line.charges).map { part($0, $1, .lineCharge) })
        }
        return .object(answer)
    }

    private static func group(_ group: TaxTotals) -> JSONValue {
        var answer: [String: JSONValue] = [
            "BT-116": text(group.taxable), "BT-117": text(group.tax),
            "BT-118": .string(group.key.category.rawValue), "lineSum": text(group.lineSum),
            "allowanceSum": text(group.allowanceSum), "chargeSum": text(group.chargeSum),
            "total": text(group.total),
        ]
        answer["BT-119"] = group.key.rate.map { .string($0.description) }
        answer["BT-120"] = group.exemption?.reason.map(JSONValue.string)
        answer["BT-121"] = group.exemption?.code.map(JSONValue.string)
        return .object(answer)
    }

    private static func text(_ amount: Amount) -> JSONValue { .string(amount.text) }
}

/// The terms of EN 16931 for the parts of an allowance or charge.
private struct PartTerms {
    let amount: String
    let base: String
    let percent: String
    let reason: String
    let code: String

    static let allowance = PartTerms(
        amount: "BT-92", base: "BT-93", percent: "BT-94", reason: "BT-97", code: "BT-98")
    static let charge = PartTerms(
        amount: "BT-99", base: "BT-100", percent: "BT-101", reason: "BT-104", code: "BT-105")
    static let lineAllowance = PartTerms(
        amount: "BT-136", base: "BT-137", percent: "BT-138", reason: "BT-139", code: "BT-140")
    static let lineCharge = PartTerms(
        amount: "BT-141", base: "BT-142", percent: "BT-143", reason: "BT-144", code: "BT-145")
}

// The terms are amounts without tax. Where prices include it, the parts of a line and the bases of
// percentages have no such amount, and are told by their plain names alone.
extension InvoiceAnswer {
    private static func linePart(
        _ amount: Amount, of adjustment: Adjustment, base: Amount, _ terms: PartTerms,
        isWithTax: Bool
    ) -> JSONValue {
        var answer = reasons(adjustment, terms)
        answer["amount"] = text(amount)
        if !isWithTax { answer[terms.amount] = text(amount) }
        if case .percent = adjustment.size {
            answer["base"] = text(base)
            if !isWithTax { answer[terms.base] = text(base) }
        }
        return .object(answer)
    }

    private static func documentPart(
        _ part: AdjustmentTotals, of adjustment: Adjustment, _ terms: PartTerms, isWithTax: Bool
    ) -> [String: JSONValue] {
        var answer = reasons(adjustment, terms)
        answer["amount"] = text(part.amount)
        answer["base"] = part.base.map(text)
        answer[terms.amount] = text(part.net)
        if !isWithTax { answer[terms.base] = part.base.map(text) }
        answer["shares"] = .array(
            part.shares.map { share in
                .object([
                    "taxGroup": .integer(Int64(share.group)), "amount": text(share.amount),
                    terms.amount: text(share.net),
                ])
            })
        return answer
    }

    private static func reasons(
        _ adjustment: Adjustment, _ terms: PartTerms
    ) -> [String: JSONValue] {
        var answer: [String: JSONValue] = [:]
        if case .percent(let rate) = adjustment.size {
            answer[terms.percent] = .string(rate.description)
        }
        answer[terms.reason] = adjustment.reason.map(JSONValue.string)
        answer[terms.code] = adjustment.reasonCode.map(JSONValue.string)
        return answer
    }
}
