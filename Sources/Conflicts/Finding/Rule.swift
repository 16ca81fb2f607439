import Sync

/// The names of the rules, which are kept in settlements for ever.
package enum RuleName: String, Hashable, Sendable, CaseIterable {
    case field, life, lateEdit
    case twoDocuments, duplicateClient, duplicateProduct, duplicatePayment
    case overAllocated, overCredited, overRefunded, unsound
    case voidInUse, invoicedTwice, orderSteps, negativeStock, lostReference, numberClash
    case lineCurrency, unpaidAgain, otherClient
    case approval, settledDifferently
}

/// One way in which a book can ask for a person: it finds, and it words what it finds.
///
/// A rule is asked at anchors. When a record changes, it names the anchors of the record as it was
/// and as it is; what it then finds at an anchor takes the place of all that it had found there. So
/// no change makes anybody look at the whole book.
///
/// Whether there is a conflict, and its name, follow from nothing but records that lead to its
/// anchor; its words and offers may tell of others.
protocol Rule: Sendable {
    /// What it finds.
    var names: [RuleName] { get }
    /// Where to look after a record has changed.
    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey>
    /// What is in conflict at anchors.
    func conflicts(at anchors: Set<IndexKey>, in book: any BookView) -> [Conflict]
    /// Whether it looks at each anchor by itself.
    var looksAtEach: Bool { get }
}

/// A rule that looks at each anchor by itself.
protocol AnchoredRule: Rule {
    /// What is in conflict at an anchor.
    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict]
}

extension AnchoredRule {
    func conflicts(at anchors: Set<IndexKey>, in book: any BookView) -> [Conflict] {
        anchors.flatMap { conflicts(at: $0, in: book) }
    }

    var looksAtEach: Bool { true }
}

extension Rule {
    /// The key of the record itself.
    func own(_ record: Record) -> Set<IndexKey> { [.naming(record.key)] }
}
