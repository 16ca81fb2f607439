import Catalog
package import Sync

/// Finds what a person has to decide, near what changed and nowhere else.
///
/// Invariants:
/// 1. Whoever holds the same records and the same order of the server finds the same conflicts,
///    under the same names, in whatever order the changes came.
/// 2. A conflict is found at its anchor; what is found there anew takes the place of the old.
/// 3. After a record has changed, every conflict that came or went is at one of its anchors, as it
///    was or as it is.
/// 4. No rule looks at more than what its anchor joins: one record, a draft and its lines, all of
///    one number, or the payments and documents that allocations join. Each rule says which.
package struct ConflictFinder: Sendable {
    /// Where one rule has to look.
    package struct Anchor: Hashable, Sendable {
        /// The place of the rule in the list of all.
        fileprivate let rule: Int
        /// Where it looks.
        package let key: IndexKey

        /// What the rule finds.
        package var rules: [RuleName] { ConflictFinder.every[rule].names }
    }

    /// Some anchors of one rule, which is asked about all of them at once.
    package struct Question: Sendable {
        fileprivate let rule: Int
        fileprivate let keys: Set<IndexKey>
    }

    private let rules: [any Rule]

    /// Knows every rule.
    package init() { rules = Self.every }

    private static let every: [any Rule] = [
        FieldRule(), LifeRule(), TwoDocumentsRule(), DuplicateNumberRule(.clientNumber),
        DuplicateNumberRule(.sku), MoneyRule(), VoidInUseRule(), InvoicedTwiceRule(),
        OrderStepsRule(), NegativeStockRule(), LostReferenceRule(), NumberClashRule(),
        LineCurrencyRule(), ApprovalRule(), SettledDifferentlyRule(),
    ]

    /// Where to look after a record has changed; call it with the record as it was, in the book as
    /// it was, and with the record as it is.
    package func anchors(of record: Record, in book: any BookView) -> Set<Anchor> {
        let settled = Settlements.subjects(of: record, in: book)
        var anchors: Set<Anchor> = []
        for record in [record] + settled {
            for (place, rule) in rules.enumerated() {
                for key in rule.anchors(of: record, in: book) {
                    anchors.insert(Anchor(rule: place, key: key))
                }
            }
        }
        return anchors
    }

    /// A conflict as it reads now, with what can be done about it now; `nil` when it is gone.
    ///
    /// Its words name records that may have changed since it was found.
    package func refreshed(_ conflict: Conflict, in book: any BookView) -> Conflict? {
        self.conflict(conflict.id, of: conflict.rule, at: conflict.anchor, in: book)
    }

    /// A conflict that a rule found at an anchor, as it reads now; `nil` when it is gone.
    package func conflict(
        _ id: ConflictID, of rule: RuleName, at anchor: IndexKey, in book: any BookView
    ) -> Conflict? {
        guard !Settlements.state(of: id, asBy: rule, in: book).isSettled else { return nil }
        return rules.lazy.filter { $0.names.contains(rule) }
            .flatMap { $0.conflicts(at: [anchor], in: book) }
            .first { $0.id == id }
    }

    /// What is to be asked about anchors. Most rules look at each anchor by itself, so whoever
    /// lays a book out has to ask those again alone for which something was missing.
    package func questions(at anchors: Set<Anchor>) -> [Question] {
        var (questions, joined) = ([Question](), [Int: Set<IndexKey>]())
        for anchor in anchors {
            if rules[anchor.rule].looksAtEach {
                questions.append(Question(rule: anchor.rule, keys: [anchor.key]))
            } else {
                joined[anchor.rule, default: []].insert(anchor.key)
            }
        }
        return questions + joined.map { Question(rule: $0, keys: $1) }
    }

    /// What is in conflict where a question looks, without what was settled.
    package func conflicts(_ question: Question, in book: any BookView) -> [Conflict] {
        rules[question.rule].conflicts(at: question.keys, in: book).filter { conflict in
            question.keys.contains(conflict.anchor)
                && !Settlements.state(of: conflict.id, asBy: conflict.rule, in: book).isSettled
        }
    }

    /// What is in conflict at anchors: open questions, without what was settled.
    func conflicts(at anchors: Set<Anchor>, in book: any BookView) -> [Anchor: [Conflict]] {
        questions(at: anchors).reduce(into: [:]) { found, question in
            for conflict in conflicts(question, in: book) {
                let anchor = Anchor(rule: question.rule, key: conflict.anchor)
                found[anchor, default: []].append(conflict)
            }
        }
    }
}

extension ConflictFinder {
    /// What has to be settled before a draft may be issued: questions about it and about what it
    /// owns, on the laptop that would issue it.
    package func conflicts(blocking draft: RecordKey, in book: any BookView) -> [Conflict] {
        let owned = book.records(under: .naming(draft)).filter {
            Catalog.schema.owner(of: book.record($0)) == draft
        }
        let keys = Set(([draft] + owned).map { IndexKey.naming($0) })
        return rules.filter { !Self.blocking.isDisjoint(with: $0.names) }.flatMap { rule in
            rule.conflicts(at: keys, in: book)
        }.filter { !Settlements.state(of: $0.id, asBy: $0.rule, in: book).isSettled }.sorted {
            $0.id < $1.id
        }
    }

    private static let blocking: Set<RuleName> = [.field, .life, .lateEdit, .lineCurrency]
}

/// The open conflicts of a book, kept as it changes: what a store keeps as a table.
package struct OpenConflicts: Sendable {
    private var found: [ConflictFinder.Anchor: [Conflict]] = [:]
    private let finder = ConflictFinder()

    /// None.
    package init() {}

    /// The conflicts, in one order everywhere.
    package var conflicts: [Conflict] {
        var seen: Set<ConflictID> = []
        return found.values.joined().sorted {
            ($0.rule.rawValue, $0.id) < ($1.rule.rawValue, $1.id)
        }.filter { seen.insert($0.id).inserted }
    }

    /// Takes over that records changed: some of a book as it was became these of a book as it is.
    package mutating func update(
        _ keys: some Sequence<RecordKey>, from before: any BookView, to after: any BookView
    ) {
        let anchors = keys.reduce(into: Set<ConflictFinder.Anchor>()) { anchors, key in
            anchors.formUnion(finder.anchors(of: before.record(key), in: before))
            anchors.formUnion(finder.anchors(of: after.record(key), in: after))
        }
        for anchor in anchors { found[anchor] = nil }
        found.merge(finder.conflicts(at: anchors, in: after)) { $1 }
    }
}
