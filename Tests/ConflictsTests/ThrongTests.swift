import Conflicts
import Testing

/// Whatever people do apart: every replica asks the same, and answers end the questions.
struct ThrongTests {
    @Test(arguments: 0..<UInt64(12))
    func `every replica asks the same, whatever came first`(seed: UInt64) throws {
        var throng = try Throng(seed: seed)
        #expect(try throng.work(steps: 8).isTheSameEverywhere())
    }

    @Test(arguments: 0..<UInt64(12))
    func `answers end the questions, in a bounded number of rounds`(seed: UInt64) throws {
        var throng = try Throng(seed: seed)
        var book = try throng.work(steps: 8)
        let rounds = try throng.settleAll(in: &book, roundsMax: 60)
        #expect(rounds < 60, "\(book.conflicts.map(\.words.title))")
        #expect(book.isTheSameEverywhere())
    }
}
