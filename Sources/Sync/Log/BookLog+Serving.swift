import Causality

/// What laptops are answered.
extension BookLog {
    /// The entries that follow a position, so many at most, with all that belongs to them.
    ///
    /// The position is not below `compacted`: whoever stands there takes a snapshot.
    package func page(after position: UInt64, countMax: Int) -> Page {
        let items = entries(after: position, countMax: countMax).map { entry in
            Page.Item(entry: entry, graves: graves[entry.position] ?? [])
        }
        let end = point(at: items.last?.entry.position ?? position) ?? head
        return Page(
            standing: .goOn, items: items, end: end, head: head,
            digest: end == head ? ContentHash(bytes: digest.bytes) : nil, durable: durable,
            receipts: receipts(after: position, through: end.position))
    }

    /// The receipts that vouch for what verdicts say.
    func receipts(for verdicts: [Verdicts.Verdict]) -> [Receipt] {
        let positions = verdicts.compactMap { verdict in
            if case .judged(let judgement) = verdict.answer { return judgement.point.position }
            return nil
        }
        var found: [LogPoint: Receipt] = [:]
        for position in positions {
            for receipt in receipts(after: position - 1, through: position) {
                found[receipt.end] = receipt
            }
        }
        return found.values.sorted { $0.start.position < $1.start.position }
    }

    /// The receipts that vouch for the entries between two positions.
    func receipts(after position: UInt64, through last: UInt64) -> [Receipt] {
        var (low, high) = (receipts.startIndex, receipts.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if receipts[middle].end.position <= position { low = middle + 1 } else { high = middle }
        }
        return Array(receipts[low...].prefix { $0.start.position < last })
    }
}
