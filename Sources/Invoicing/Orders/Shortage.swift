package import Money

/// There is less in stock than an order asks for.
package struct Shortage: Error, Hashable, Sendable {
    /// What is missing, one entry for each product, in the order of the order.
    package let missing: [Missing]

    /// One product of which there is not enough.
    package struct Missing: Hashable, Sendable {
        /// The product.
        package let product: Reference
        /// What was asked for.
        package let asked: Decimal
        /// What could be had.
        package let available: Decimal

        /// Takes a product and two quantities.
        package init(product: Reference, asked: Decimal, available: Decimal) {
            self.product = product
            self.asked = asked
            self.available = available
        }
    }

    /// Takes what is missing.
    package init(missing: [Missing]) { self.missing = missing }
}

extension Shortage: CustomStringConvertible {
    /// What is missing, and what can be done.
    package var description: String {
        let parts = missing.map { "\($0.asked) asked, \($0.available) available" }
        return
            "there is not enough in stock (\(parts.joined(separator: "; "))): order less, or later"
    }
}
