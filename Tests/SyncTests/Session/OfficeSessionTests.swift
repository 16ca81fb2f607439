import Sync
import Testing

struct OfficeSessionTests {
    private func receive(
        _ request: Session.Request, _ places: [Session.Place] = [.onLog], isRevoked: Bool = false,
        isRecovering: Bool = false, isWithinReach: Bool = true
    ) -> [Session.Office.Action] {
        Session.Office.receive(
            request,
            knowing: .init(
                isRevoked: isRevoked, isRecovering: isRecovering, places: places,
                isWithinReach: isWithinReach))
    }

    @Test(arguments: [Session.Request.hello(protocolVersion: 1), .push, .pull])
    func `whoever knows only points of the log is served`(request: Session.Request) {
        #expect(receive(request) == [.serve])
        #expect(receive(request, [.onLog, .onLog]) == [.serve])
        #expect(receive(request, []) == [.serve])
    }

    @Test(arguments: [Session.Request.hello(protocolVersion: 1), .push, .pull])
    func `a point that nobody knows makes the book stand still`(request: Session.Request) {
        let actions = receive(request, [.onLog, .unknown])
        #expect(actions == [.beginRecovery, .notePoints, .answer(.recovering)])
    }

    @Test
    func `a point of a history that no longer counts asks for a snapshot, not for a recovery`() {
        #expect(receive(.pull, [.superseded]) == [.answer(.snapshot)])
        #expect(receive(.pull, [.onLog], isWithinReach: false) == [.answer(.snapshot)])
        #expect(receive(.pull, [.superseded, .unknown]).first == .beginRecovery)
    }

    @Test func `while a book recovers, only those wait who know more than it`() {
        let lost = [Session.Place.unknown]
        #expect(receive(.push, lost, isRecovering: true) == [.notePoints, .answer(.recovering)])
        #expect(receive(.pull, isRecovering: true) == [.serve])
        #expect(receive(.snapshot, isRecovering: true) == [.answer(.recovering)])
        #expect(receive(.offer, isRecovering: true) == [.notePoints, .serve])
    }

    @Test(arguments: [Session.Request.hello(protocolVersion: 1), .push, .pull, .offer, .snapshot])
    func `a revoked device is told so, whatever it asks`(request: Session.Request) {
        #expect(receive(request, [.unknown], isRevoked: true) == [.answer(.revoked)])
    }

    @Test func `an old protocol is told which one is needed`() {
        let actions = receive(.hello(protocolVersion: 0))
        #expect(actions == [.answer(.upgradeNeeded(protocolVersion: 1))])
    }

    @Test func `after its offer a laptop waits, copies, or goes on`() {
        func standing(_ place: Session.Place, isRecovering: Bool) -> Standing {
            Session.Office.standing(
                afterOffer: .init(
                    isRevoked: false, isRecovering: isRecovering, places: [place],
                    isWithinReach: true))
        }
        #expect(standing(.unknown, isRecovering: true) == .recovering)
        #expect(standing(.superseded, isRecovering: false) == .snapshot)
        #expect(standing(.onLog, isRecovering: false) == .goOn)
    }
}
