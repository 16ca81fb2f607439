import Causality
import Sync

/// The one bug of a run, if it has one: what it alters lies between the parts of the program, so
/// that the program itself knows nothing of it.
struct Sabotage {
    let bug: PlantedBug?

    /// The judge that the office is given.
    var judge: Judge {
        let schema = bug == .ordinaryNeverRefused ? Trade.carelessSchema : Trade.schema
        guard bug == .refusedForNothing else { return Judge(schema: schema, rule: Trade.rule) }
        return Judge(schema: schema) { change, state in
            let wasTold = state.records[Trade.key(of: change.device)] != nil
            return wasTold ? Objection(.notPermitted) : Trade.rule(change, state)
        }
    }

    /// What the office checks receipts with.
    var verifier: ReceiptVerifier {
        bug == .receiptUnchecked ? Signature.credulous : Signature.verifier
    }

    /// The page that is sent.
    func page(_ page: Page, of log: BookLog) -> Page {
        guard bug != nil else { return page }
        let items =
            bug == .graveForgotten
            ? page.items.map { Page.Item(entry: $0.entry) } : page.items
        return Page(
            standing: page.standing, items: items, end: page.end, head: page.head,
            digest: page.digest.map { _ in digest(of: log).hash }, durable: page.durable,
            receipts: page.receipts)
    }

    /// Whether a program that starts goes on under the replica of the last one.
    func keepsReplica(isRewound: Bool) -> Bool { bug == .replicaKept && isRewound }
}
