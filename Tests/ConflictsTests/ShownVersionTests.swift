import Bytes
import Catalog
import Conflicts
import Seeds
import Sync
import Testing

/// What is found and asked is kept beside the records: another release does so anew, which it knows
/// by the version alone.
struct ShownVersionTests {
    @Test func `who finds or asks something else gives what is shown another version`() throws {
        var lines: [String] = []
        for seed in 1...20 as ClosedRange<UInt64> {
            var throng = try Throng(seed: seed)
            let book = try throng.work(steps: 12)
            lines += book.conflicts.map { "\(seed) \($0.rule) \($0.id.text)" }
            lines += book.state.records.values.flatMap { record in
                IndexKey.keys(of: record).map { "\(seed) \(record.key) \($0.topic) \($0.bytes)" }
            }
        }
        #expect(
            [Catalog.shownVersion: Fingerprint.of(lines)] == [1: "3313131d83240c62"],
            "other rules: raise Catalog.shownVersion; other people in this test: put what they make"
        )
    }
}
