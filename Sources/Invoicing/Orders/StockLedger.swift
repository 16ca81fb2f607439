package import Money

/// The stock of a book's products: what is there, and what of it is promised.
///
/// 1. On hand is the sum of the movements; nothing else changes it.
/// 2. Available = on hand − reserved. A firm reservation is never more than what was available when
///    it was made, so nothing is sold twice.
/// 3. A provisional reservation, made offline, reserves nothing until it is decided: firm as far as
///    there is stock, and back-ordered for the rest.
/// 4. A failed operation leaves the ledger as it was.
package struct StockLedger: Hashable, Sendable {
    private var stocks: [Reference: Stock] = [:]
    private var lines: [Reference: Reservation] = [:]

    private struct Stock: Hashable, Sendable {
        var onHand: Decimal = .zero
        var reserved: Decimal = .zero
    }

    /// An empty ledger.
    package init() {}

    /// What is there; below zero after more was taken out than was known.
    package func onHand(_ product: Reference) -> Decimal { stocks[product]?.onHand ?? .zero }

    /// What is promised.
    package func reserved(_ product: Reference) -> Decimal { stocks[product]?.reserved ?? .zero }

    /// What can still be promised; never below zero.
    package func available(_ product: Reference) throws(InvoicingError) -> Decimal {
        let stock = stocks[product] ?? Stock()
        return max(
            .zero, try Self.exact { () throws(MoneyError) in try stock.onHand - stock.reserved })
    }

    /// Whether more was taken out than was there: a conflict for a person.
    package func isNegative(_ product: Reference) -> Bool { onHand(product).isNegative }

    /// How a line of an order is reserved; `nil` when it is not.
    package func reservation(of line: Reference) -> Reservation? { lines[line] }

    /// Goods came in, went out or were counted.
    package mutating func move(
        _ product: Reference, by quantity: Decimal
    ) throws(InvoicingError) {
        var stock = stocks[product] ?? Stock()
        stock.onHand = try Self.exact { () throws(MoneyError) in try stock.onHand + quantity }
        stocks[product] = stock
    }

    /// Reserves all lines of an order, or none and throws what is missing.
    package mutating func reserve(_ wanted: [Wanted]) throws(InvoicingError) {
        var next = self
        var missing: [Shortage.Missing] = []
        for wish in wanted {
            try next.checkNew(wish)
            let available = try next.available(wish.product)
            if wish.quantity <= available {
                try next.hold(wish, firm: wish.quantity)
            } else {
                missing.append(
                    Shortage.Missing(
                        product: wish.product, asked: wish.quantity, available: available))
            }
        }
        guard missing.isEmpty else { throw .shortage(Shortage(missing: missing)) }
        self = next
    }

    /// Decides about a line that was reserved offline: firm as far as there is stock.
    package mutating func decide(provisional wish: Wanted) throws(InvoicingError) -> Reservation {
        try checkNew(wish)
        try hold(wish, firm: min(wish.quantity, available(wish.product)))
        return lines[wish.line]
            ?? Reservation(product: wish.product, firm: .zero, backOrdered: .zero)
    }

    /// Gives back what a line holds: the order was cancelled, or its payment failed.
    package mutating func release(_ line: Reference) throws(InvoicingError) {
        guard let held = lines[line] else { return }
        var stock = stocks[held.product] ?? Stock()
        stock.reserved = try Self.exact { () throws(MoneyError) in try stock.reserved - held.firm }
        stocks[held.product] = stock
        lines[line] = nil
    }

    /// Takes out what a line holds: the order was fulfilled. Refused while a part is back-ordered.
    package mutating func fulfil(_ line: Reference) throws(InvoicingError) {
        guard let held = lines[line] else { return }
        guard held.backOrdered.isZero else {
            let missing = Shortage.Missing(
                product: held.product,
                asked: try Self.exact { () throws(MoneyError) in
                    try held.firm + held.backOrdered
                },
                available: held.firm)
            throw .shortage(Shortage(missing: [missing]))
        }
        var next = self
        try next.release(line)
        let out = try Self.exact { () throws(MoneyError) in try Decimal.zero - held.firm }
        try next.move(held.product, by: out)
        self = next
    }

    private mutating func hold(_ wish: Wanted, firm: Decimal) throws(InvoicingError) {
        var stock = stocks[wish.product] ?? Stock()
        let (reserved, rest) = try Self.exact { () throws(MoneyError) in
            (try stock.reserved + firm, try wish.quantity - firm)
        }
        stock.reserved = reserved
        stocks[wish.product] = stock
        lines[wish.line] = Reservation(product: wish.product, firm: firm, backOrdered: rest)
    }

    private func checkNew(_ wish: Wanted) throws(InvoicingError) {
        guard wish.quantity > .zero else { throw .malformed(expected: "a quantity above zero") }
        guard lines[wish.line] == nil else {
            throw .malformed(expected: "a line that is not reserved yet")
        }
    }

    private static func exact<Value>(
        _ compute: () throws(MoneyError) -> Value
    ) throws(InvoicingError) -> Value {
        do {
            return try compute()
        } catch {
            throw .money(error)
        }
    }
}

/// What a line of an order asks for.
package struct Wanted: Hashable, Sendable {
    /// The line.
    package let line: Reference
    /// The product.
    package let product: Reference
    /// How much.
    package let quantity: Decimal

    /// Takes a wish.
    package init(line: Reference, product: Reference, quantity: Decimal) {
        self.line = line
        self.product = product
        self.quantity = quantity
    }
}

/// What is held for a line of an order.
package struct Reservation: Hashable, Sendable {
    /// The product.
    package let product: Reference
    /// What is held.
    package let firm: Decimal
    /// What could not be had.
    package let backOrdered: Decimal
}
