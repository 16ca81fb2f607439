/// The items of a query, decoded, in order; at most `itemCountMax` of them.
package struct Query: Hashable, Sendable {
    /// One `name=value`.
    package struct Item: Hashable, Sendable {
        /// What stands before the equals sign.
        package let name: String
        /// What stands behind it, or nothing.
        package let value: String
    }

    /// More items than any form has are an attack on whoever loops over them.
    package static let itemCountMax = 100

    /// All items in order.
    package let items: [Item]

    /// The first value of that name.
    package subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    /// All values of that name, in order.
    package func values(of name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    var encoded: String {
        items.map { "\(PercentCoding.encoded($0.name))=\(PercentCoding.encoded($0.value))" }
            .joined(separator: "&")
    }

    init(parsing encoded: Substring.UTF8View) throws(Refusal) {
        let parts = encoded.split(
            separator: UInt8(ascii: "&"), maxSplits: Self.itemCountMax)
        guard parts.count <= Self.itemCountMax else {
            throw Refusal(.badRequest, "The query has more than \(Self.itemCountMax) items.")
        }
        var items: [Item] = []
        for part in parts {
            let sides = part.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decoded(sides[0], plusIsSpace: true),
                let value = sides.count > 1
                    ? PercentCoding.decoded(sides[1], plusIsSpace: true) : ""
            else { throw Refusal(.badRequest, "The query holds an escape that is refused.") }
            items.append(Item(name: name, value: value))
        }
        self.items = items
    }
}

extension Query: ExpressibleByDictionaryLiteral {
    /// Writes a query down: `["limit": "10"]`.
    package init(dictionaryLiteral elements: (String, String)...) {
        items = elements.map { Item(name: $0.0, value: $0.1) }
    }
}
