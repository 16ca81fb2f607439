import Catalog
import Money
import Sync

/// More of a product was taken out than there was.
///
/// It looks at the movements of the product, when one of them is added. The question is about the
/// movement that went below nothing: what goes out after it asks nothing new, until the stock has
/// been right again, or was counted and is below nothing all the same.
struct NegativeStockRule: AnchoredRule {
    var names: [RuleName] { [.negativeStock] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        guard record.key.collection == CollectionNumber.stockMovement.rawValue else { return [] }
        return Set([Facts(record)?.reference("product")].compactMap { $0 }.map { .naming($0) })
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        guard let product = anchor.record else { return [] }
        let stock = Stock(of: product, in: book)
        guard let crossing = stock.crossing else { return [] }
        let label = RecordLabel.kind(product, in: book)
        let words = Conflict.Words(
            title: "There are \(stock.onHand) of \(label) in stock.",
            why: "More went out than was there, and only a count tells how much is left.",
            meanwhile: "Nothing of it can be promised.")
        return [
            Conflict(
                .negativeStock, at: anchor, records: [product, crossing.record.key],
                sides: [
                    crossing.side(says: "\(crossing.text("quantity") ?? "") moved")
                ], words: words, offers: [.recount(product, .zero), .accept])
        ]
    }
}

/// What is in stock of a product, and what took it below nothing.
struct Stock {
    private(set) var onHand: Decimal = .zero
    /// The movement since which it is below nothing, or the last count that left it there; `nil`
    /// while it is not.
    private(set) var crossing: Facts?

    init(of product: RecordKey, in book: any BookView) {
        for movement in book.facts(of: .stockMovement, naming: product) {
            guard movement.reference("product") == product,
                let quantity = movement.decimal("quantity"),
                let sum = try? onHand + quantity
            else { continue }
            onHand = sum
            if !sum.isNegative {
                crossing = nil
            } else if crossing == nil || movement.text("reason") == Self.counted {
                crossing = movement
            }
        }
    }

    /// Why a movement was made that somebody's count came to.
    static let counted = "Counted"
}
