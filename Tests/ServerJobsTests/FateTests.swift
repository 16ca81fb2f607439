import Machine
import Seeds
import Testing

@testable import ServerJobs

struct FateTests {
    private static let backoff = Backoff(first: .seconds(4), longest: .seconds(60))

    private func fate(_ ending: RunEnding, attempt: Int = 1, of attemptsMax: Int = 3) -> Fate? {
        var dice = SeededGenerator(seed: 7)
        return Fate.after(
            ending, attempt: attempt, attemptsMax: attemptsMax, backoff: Self.backoff, using: &dice)
    }

    @Test(arguments: [
        (RunEnding.said(.done), Fate.done),
        (.said(.postponed(.seconds(9))), .postponed(after: .seconds(9))),
        (.said(.postponed(.seconds(-9))), .postponed(after: .zero)),
        (.said(.impossible("why")), .dead(reason: "why")),
        (.interrupted(.cancelled), .cancelled),
        (.interrupted(.stopping), .postponed(after: .zero)),
    ])
    func `what a run says is what becomes of the job, on any attempt`(
        ending: RunEnding, expected: Fate
    ) {
        for attempt in 1...3 { #expect(fate(ending, attempt: attempt) == expected) }
    }

    @Test func `nothing is written for a job that somebody else may have`() {
        #expect(fate(.interrupted(.lost)) == nil)
    }

    @Test func `after the last attempt a failure is the end`() {
        #expect(fate(.failed("why"), attempt: 3) == .dead(reason: "why"))
        #expect(fate(.failed("why"), attempt: 4) == .dead(reason: "why"))
        #expect(fate(.interrupted(.timeout(.seconds(5))), attempt: 3)?.state == .dead)
        #expect(fate(.failed("why"), attempt: 2)?.state == .waiting)
    }

    @Test(arguments: 1...40) func `each failure waits about twice as long, up to the limit`(
        seed: Int
    ) {
        var dice = SeededGenerator(seed: UInt64(seed))
        for (attempt, most) in [(1, 4), (2, 8), (3, 16), (4, 32), (5, 60), (90, 60)] {
            let fate = Fate.after(
                .failed("why"), attempt: attempt, attemptsMax: 100, backoff: Self.backoff,
                using: &dice)
            let wait = fate?.delay ?? .zero
            #expect(wait >= .seconds(most) / 2 && wait <= .seconds(most))
        }
    }

    @Test func `those who failed together do not come back together`() {
        var dice = SeededGenerator(seed: 1)
        let waits = (1...20).map { _ in
            Fate.after(
                .failed("why"), attempt: 1, attemptsMax: 9, backoff: Self.backoff, using: &dice
            )?.delay
        }
        #expect(Set(waits).count == 20)
    }

    @Test(arguments: [
        (1, 3, 0, false, JobState.waiting), (2, 3, 1, false, .waiting), (3, 3, 2, false, .dead),
        (1, 3, 0, true, .cancelled), (3, 3, 0, true, .cancelled), (1, 1, 0, false, .dead),
    ])
    func `a job whose worker was lost runs again until its attempts are used up`(
        attempt: Int, attemptsMax: Int, losses: Int, isCancelRequested: Bool, expected: JobState
    ) {
        var dice = SeededGenerator(seed: 3)
        let fate = Fate.afterLoss(
            attempt: attempt, attemptsMax: attemptsMax, losses: losses,
            isCancelRequested: isCancelRequested, using: &dice)
        #expect(fate.state == expected)
        if losses == 0 { #expect(fate.delay == .zero) }
    }

    @Test func `only a run that was postponed is given back`() {
        #expect(Fate.postponed(after: .zero).refund == 1)
        #expect(Fate.again(after: .zero, reason: "").refund == 0)
        #expect(Fate.done.refund == 0)
    }

    @Test func `a reason is bounded and steers no terminal`() {
        let reason = Fate.dead(reason: "\u{1B}[2J" + String(repeating: "é", count: 5_000)).reason
        #expect(reason?.unicodeScalars.count == 1_000)
        #expect(reason?.contains("\u{1B}") == false)
    }
}
