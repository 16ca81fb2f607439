import Catalog
import Invoicing
import Sync

/// An order was cancelled in one place and fulfilled in another.
///
/// It looks at the steps of the order, when one of them is added.
struct OrderStepsRule: AnchoredRule {
    var names: [RuleName] { [.orderSteps] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        guard record.key.collection == CollectionNumber.orderStep.rawValue else { return [] }
        return Set([Facts(record)?.reference("order")].compactMap { $0 }.map { .naming($0) })
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        guard let order = anchor.record else { return [] }
        let steps = book.facts(of: .orderStep, naming: order)
        let progress = OrderProgress(steps.compactMap { step(of: $0) })
        guard let clash = progress.conflicts.first else { return [] }
        let told = steps.filter {
            step(of: $0) == clash.step || step(of: $0)?.rawValue == progress.state.rawValue
        }
        let label = RecordLabel.of(order, in: book)
        let words = Conflict.Words(
            title: "“\(label)” was \(progress.state.rawValue), and somebody who did not know made "
                + "it \(clash.step.rawValue).",
            why: "Both have happened, and only a person knows what became of the goods.",
            meanwhile: "It stands as \(progress.state.rawValue).")
        return [
            Conflict(
                .orderSteps, at: anchor, records: [order] + told.map(\.record.key),
                sides: told.map { $0.side(says: $0.text("step") ?? "") }, words: words,
                offers: [.accept])
        ]
    }

    private func step(of facts: Facts) -> OrderStep? {
        facts.text("step").flatMap { OrderStep(rawValue: $0) }
    }
}
