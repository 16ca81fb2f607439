/// What receipts prove whose signatures were checked: steps of the log from one point to the next.
///
/// Two histories of one book may both be proved, where the server's database was restored.
package struct ReceiptProof: Sendable {
    /// The receipts, all of them good.
    package let receipts: [Receipt]
    private var steps: [LogPoint: LogPoint] = [:]

    /// Takes receipts that were checked.
    init(of receipts: [Receipt]) {
        self.receipts = receipts
        for receipt in receipts {
            var before = receipt.start
            for hash in receipt.hashes {
                let next = LogPoint(position: before.position + 1, hash: hash)
                steps[next] = before
                before = next
            }
        }
    }

    /// Whether the server once wrote this entry, and the log hash after it was this one.
    package func vouches(for vouched: VouchedEntry, using hash: HashFunction) -> Bool {
        steps[vouched.point]?.after(vouched.entry, using: hash) == vouched.point
    }

    /// Whether the server's log once passed through a point.
    package func vouches(for point: LogPoint) -> Bool {
        steps[point] != nil || receipts.contains { $0.start == point }
    }

    /// Whether the server once wrote a step of the log; whoever asks has the entry between.
    func vouches(from point: LogPoint, to next: LogPoint) -> Bool { steps[next] == point }
}
