import Causality
import Sync
import Testing

struct LaptopSessionTests {
    @Test func `a laptop says hello, then pushes and pulls at once`() {
        var talk = Talk()
        talk.happen(.woke)
        #expect(talk.session.state == .greeting && talk.question(on: .pull) == .hello)
        talk.answer(Talk.welcome(.goOn))
        #expect(talk.session.state == .syncing)
        #expect(talk.question(on: .push) == .push(lacking: nil))
        #expect(talk.question(on: .pull) == .pull)
    }

    @Test func `what is heard of one's own changes is followed by more of them`() {
        var talk = Talk.syncing
        talk.answer(Talk.verdicts(Talk.judged), on: .push)
        guard case .hear = talk.last.first else { return #expect(Bool(false), "\(talk.last)") }
        #expect(talk.question(on: .push) == .push(lacking: nil))
    }

    @Test func `what nothing proves is said again after a while, and from the hello on`() {
        var talk = Talk.syncing
        talk.answer(Talk.verdicts(Talk.judged), on: .push)
        #expect(talk.happen(.unproved) == [.wakeLater(failures: 1)])
        #expect(talk.session.state == .resting)
        #expect(talk.happen(.unproved).isEmpty)
    }

    @Test func `a gap is answered with what the office lacks`() {
        var talk = Talk.syncing
        talk.answer(Talk.verdicts(.gap(expected: 2)), on: .push)
        let lacking = Dot(replica: Talk.dot.replica, counter: 2)
        #expect(talk.question(on: .push) == .push(lacking: lacking))
    }

    @Test func `retry later holds the push lane until its time, and the pull lane not at all`() {
        var talk = Talk.syncing
        talk.answer(Talk.verdicts(.retryLater), on: .push)
        #expect(talk.last.contains(.retryLater(failures: 1)))
        talk.happen(.wrote)
        #expect(talk.question(on: .push) == nil)
        talk.happen(.applied(.applied, isEqual: true))
        #expect(talk.question(on: .pull) == .pull)
        talk.happen(.mayRetry)
        #expect(talk.question(on: .push) == .push(lacking: nil))
    }

    @Test func `what is written while the office is asked for nothing is still pushed`() {
        var talk = Talk.syncing
        let ticket = talk.ticket(on: .push)!
        talk.happen(.wrote)
        talk.happen(.hadNothing(ticket))
        #expect(talk.last.count == 1)
        talk.happen(.hadNothing(talk.ticket(on: .push)!))
        #expect(talk.last.isEmpty)
        talk.happen(.wrote)
        #expect(talk.last.count == 1)
    }

    @Test func `a taken dot is entered again before anything else is said`() {
        var talk = Talk.syncing
        talk.answer(Talk.verdicts(.dotTaken), on: .push)
        #expect(talk.last.last == .reenter(Talk.dot))
        #expect(talk.session.state == .greeting)
        #expect(talk.happen(.wrote).isEmpty)
        talk.happen(.reentered)
        #expect(talk.question(on: .pull) == .hello)
    }

    @Test func `an answer of another history is dropped`() {
        var talk = Talk.syncing
        let old = talk.ticket(on: .push)!
        talk.answer(Talk.page(.snapshot))
        #expect(talk.session.state == .bringing)
        #expect(talk.happen(.received(Talk.verdicts(Talk.judged), old)).isEmpty)
        #expect(talk.happen(.lost(old)).isEmpty)
    }

    @Test(arguments: [Standing.recovering, .snapshot])
    func `a laptop brings what it holds before anything else`(standing: Standing) {
        var talk = Talk()
        talk.happen(.woke)
        talk.answer(Talk.welcome(standing))
        #expect(talk.session.state == .bringing && talk.question(on: .pull) == .offer)
        talk.answer(Talk.offered(standing, isComplete: false))
        #expect(talk.question(on: .pull) == .rest)
        talk.answer(Talk.offered(standing))
        #expect(talk.session.state == (standing == .snapshot ? .copying : .resting))
    }

    @Test(arguments: [Standing.recovering, .snapshot])
    func `whoever is told in the middle how he stands brings everything anew`(standing: Standing) {
        var talk = Talk()
        talk.happen(.woke)
        talk.answer(Talk.welcome(standing))
        talk.answer(Talk.offered(standing, isComplete: false))
        talk.answer(.standing(standing))
        #expect(talk.session.state == .bringing && talk.question(on: .pull) == .offer)
    }

    @Test func `what the office lacks is brought, and then both lanes run`() {
        var talk = Talk.syncing
        talk.happen(.holdsMore)
        #expect(talk.session.state == .bringing)
        talk.answer(Talk.offered(.goOn))
        #expect(talk.session.state == .syncing && talk.question(on: .pull) == .pull)
    }

    @Test func `what has to be brought first goes before anything is pushed`() {
        var talk = Talk()
        talk.hasToBring = true
        talk.happen(.woke)
        talk.answer(Talk.welcome(.goOn))
        #expect(talk.session.state == .bringing && talk.question(on: .pull) == .offer)
        #expect(talk.question(on: .push) == nil && talk.happen(.wrote).isEmpty)
        talk.answer(Talk.offered(.goOn))
        #expect(talk.question(on: .push) == .push(lacking: nil))
    }

    @Test func `a snapshot comes part by part, and ends with a hello`() {
        var talk = Talk()
        talk.happen(.woke)
        talk.answer(Talk.welcome(.snapshot))
        talk.answer(Talk.offered(.snapshot))
        #expect(talk.question(on: .pull) == .snapshot(.head))
        let ticket = talk.ticket(on: .pull)!
        talk.answer(.head(Office.ledger.snapshotHead()))
        guard case .begin = talk.last.first else { return #expect(Bool(false)) }
        #expect(talk.happen(.received(Talk.page(), ticket)).isEmpty)
        talk.happen(.staged(.next(after: nil)))
        #expect(talk.question(on: .pull) == .snapshot(.chunk(after: nil)))
        #expect(talk.session.state == .copying)
    }

    @Test func `a part of a snapshot that was lost is asked for again, and no other`() {
        var talk = Talk()
        talk.happen(.woke)
        talk.answer(Talk.welcome(.snapshot))
        talk.answer(Talk.offered(.snapshot))
        talk.answer(.head(Office.ledger.snapshotHead()))
        talk.happen(.staged(.next(after: Writer.record)))
        for part in [Session.Question.snapshot(.chunk(after: Writer.record)), .tail] {
            #expect(talk.question(on: .pull) == part)
            let lost = talk.happen(.lost(talk.ticket(on: .pull)!))
            #expect(lost == [.wakeLater(failures: 1)] && talk.session.state == .copying)
            talk.happen(.woke)
            #expect(talk.question(on: .pull) == part)
            #expect(talk.happen(.woke).isEmpty)
            talk.happen(.received(Talk.page(), talk.ticket(on: .pull)!))
            talk.happen(.staged(.collected))
        }
    }

    @Test func `what does not fit together is not asked for again at once`() {
        var talk = Talk()
        talk.happen(.woke)
        talk.answer(Talk.welcome(.snapshot))
        talk.answer(Talk.offered(.snapshot))
        #expect(talk.happen(.staged(.torn)) == [.wakeLater(failures: 1)])
        var other = Talk.syncing
        #expect(other.happen(.applied(.gap, isEqual: true)) == [.wakeLater(failures: 1)])
    }

    @Test(arguments: [Standing.revoked, .upgradeNeeded(protocolVersion: 2)])
    func `a laptop that may not go on says why and stays silent`(standing: Standing) {
        var talk = Talk()
        talk.happen(.woke)
        talk.answer(Talk.welcome(standing))
        guard case .stopped = talk.session.state, case .stop = talk.last.last else {
            return #expect(Bool(false), "\(talk.session.state)")
        }
        #expect(talk.happen(.woke).isEmpty && talk.happen(.wrote).isEmpty)
    }

    @Test func `states that differ stop the book until they are mended`() {
        var talk = Talk.syncing
        talk.happen(.applied(.applied, isEqual: false))
        #expect(talk.session.state == .stopped(.differs))
        talk.happen(.mended)
        #expect(talk.session.state == .greeting)
    }

    @Test func `each failure in a row makes the next attempt wait longer`() {
        var talk = Talk()
        for failures in 1...3 {
            talk.happen(.woke)
            talk.happen(.lost(talk.ticket(on: .pull)!))
            #expect(talk.last == [.wakeLater(failures: failures)])
        }
        talk.happen(.woke)
        talk.answer(Talk.welcome(.goOn))
        talk.happen(.lost(talk.ticket(on: .pull)!))
        #expect(talk.last == [.wakeLater(failures: 1)])
    }

    @Test func `who brings what he holds while the office waits for others asks less often`() {
        var talk = Talk()
        talk.hasToBring = true
        for failures in 1...3 {
            talk.happen(.woke)
            talk.answer(Talk.welcome(.goOn))
            talk.answer(Talk.offered(.recovering))
            #expect(talk.last == [.wakeLater(failures: failures)])
        }
    }

    @Test func `what nothing proves is said again also where a name was taken`() {
        var talk = Talk.syncing
        talk.answer(Talk.verdicts(.dotTaken), on: .push)
        #expect(talk.happen(.unproved) == [.wakeLater(failures: 1)])
        talk.happen(.woke)
        #expect(talk.question(on: .pull) == .hello)
    }

    @Test func `while the office waits for others it is asked less and less often`() {
        var talk = Talk()
        for failures in 1...3 {
            talk.happen(.woke)
            talk.answer(Talk.welcome(.recovering))
            talk.answer(Talk.offered(.recovering))
            #expect(talk.last == [.wakeLater(failures: failures)])
        }
        talk.happen(.woke)
        talk.answer(Talk.welcome(.goOn))
        talk.answer(Talk.verdicts(.retryLater), on: .push)
        #expect(talk.last.contains(.retryLater(failures: 1)))
    }
}
