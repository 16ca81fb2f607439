import Causality
import Sync
import Testing

struct DoubledAnswerTests {
    @Test func `an answer that comes twice is none to the next question`() throws {
        var talk = Talk.syncing
        let ticket = try #require(talk.ticket(on: .pull))
        talk.happen(.received(Talk.page(), ticket))
        talk.happen(.applied(.applied, isEqual: true))
        #expect(talk.question(on: .pull) == .pull)
        #expect(talk.happen(.received(Talk.page(), ticket)).isEmpty)
    }

    @Test func `whoever stands at the head and holds more brings it once more`() {
        var talk = Talk.syncing
        talk.happen(.holdsMore)
        #expect(talk.question(on: .pull) == .offer)
        #expect(talk.session.state == .bringing)
    }
}
