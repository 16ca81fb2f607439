import Bytes
import Catalog
import Sync

/// What a person calls a record: by what stands in it, never by an id alone if it can be helped.
enum RecordLabel {
    /// The name of a record: `Ada Ltd`, `invoice 2026-K7QD-0001`, `the payment of 12.50 EUR of …`.
    static func of(_ key: RecordKey, in book: any BookView) -> String {
        guard let facts = book.facts(key) else { return unknown(key) }
        return label(facts, in: book) ?? unknown(key)
    }

    /// The name of a record with its kind before it: `client Ada Ltd`.
    static func kind(_ key: RecordKey, in book: any BookView) -> String {
        let name = of(key, in: book)
        switch CollectionNumber(rawValue: key.collection) {
        case .client?, .contact?, .product?, .taxRate?:
            return name == unknown(key)
                ? name : "\(CollectionNumber(rawValue: key.collection)?.words ?? "") “\(name)”"
        default: return name
        }
    }

    private static func label(_ facts: Facts, in book: any BookView) -> String? {
        switch CollectionNumber(rawValue: facts.collection.number) {
        case .client, .contact, .taxRate: facts.text("name")
        case .product: facts.text("name") ?? facts.text("sku")
        case .settings: "the settings"
        case .draft: draft(facts, in: book)
        case .line, .orderLine: facts.text("description").map { "the line “\(first($0))”" }
        case .document: document(facts)
        case .payment: amount(facts, "payment", "date")
        case .refund: amount(facts, "refund", "date")
        case .reversal: amount(facts, "reversal", "date")
        case .allocation: allocation(facts, in: book)
        case .order: facts.text("number").map { "order \($0)" }
        case .stockMovement: movement(facts, in: book)
        case .recurring:
            facts.reference("client").map { "the recurring invoice for \(of($0, in: book))" }
        case .grant: grant(facts)
        default: nil
        }
    }

    private static func draft(_ facts: Facts, in book: any BookView) -> String? {
        let kind = facts.text("kind").map { SpelledName.separated($0, by: " ") } ?? "draft"
        guard let client = facts.reference("client") else { return "the draft \(kind)" }
        return "the draft \(kind) for \(of(client, in: book))"
    }

    private static func document(_ facts: Facts) -> String? {
        guard let kind = facts.text("kind").map({ SpelledName.separated($0, by: " ") }) else {
            return nil
        }
        if let number = facts.text("number") { return "\(kind) \(number)" }
        return facts.text("issueDate").map { "the \(kind) of \($0)" }
    }

    private static func amount(_ facts: Facts, _ word: String, _ date: String) -> String? {
        guard let amount = facts.amount("amount") else { return nil }
        return "the \(word) of \(amount)" + (facts.text(date).map { " on \($0)" } ?? "")
    }

    private static func allocation(_ facts: Facts, in book: any BookView) -> String? {
        guard let amount = facts.amount("amount"), let document = facts.reference("document")
        else { return nil }
        return "\(amount) for \(of(document, in: book))"
    }

    private static func movement(_ facts: Facts, in book: any BookView) -> String? {
        guard let quantity = facts.text("quantity"), let product = facts.reference("product")
        else { return nil }
        return "\(quantity) of “\(of(product, in: book))”"
    }

    /// Which laptop belongs to the book, or who, as the server tells.
    private static func grant(_ facts: Facts) -> String? {
        let laptop = facts.text("deviceName").map { "the laptop “\($0)”" }
        switch facts.text("kind") {
        case "enrolment": return laptop
        case "revocation": return laptop.map { "the end of \($0)" }
        case "role": return facts.text("personName").map { "the role of \($0)" }
        default: return facts.text("series").map { "the series \($0)" }
        }
    }

    private static func first(_ text: String) -> String {
        let line = text.prefix { !$0.isNewline }
        return line.count > 60 ? line.prefix(60) + "…" : String(line)
    }

    private static func unknown(_ key: RecordKey) -> String {
        let words = CollectionNumber(rawValue: key.collection)?.words ?? "record"
        return "\(words) \(key.id.text.prefix(8))"
    }
}
