import Sync
import Testing

struct OfficeSessionTests {
    private func receive(
        _ request: Session.Request, _ places: [Session.Place] = [.onLog], isRevoked: Bool = false,
        isRecovering: Bool = false, isProvedOld: Bool = false, isWithinReach: Bool = true
    ) -> [Session.Office.Action] {
        Session.Office.receive(
            request,
            knowing: .init(
                isRevoked: isRevoked, isRecovering: isRecovering, places: places,
                isProvedOld: isProvedOld, isWithinReach: isWithinReach))
    }

    @Test(arguments: [Session.Request.hello(protocolVersion: 1), .push, .pull])
    func `whoever knows only points of the log is served`(request: Session.Request) {
        #expect(receive(request) == [.serve])
        #expect(receive(request, [.onLog, .onLog]) == [.serve])
        #expect(receive(request, []) == [.serve])
    }

    @Test(arguments: [Session.Request.hello(protocolVersion: 1), .push, .pull])
    func `who names a point that nobody knows is asked for what he holds`(
        request: Session.Request
    ) {
        #expect(receive(request, [.onLog, .unknown]) == [.answer(.recovering)])
    }

    @Test func `a book stands still where receipts prove a point that nobody knows`() {
        let actions = receive(.offer, [.unknown], isProvedOld: true)
        #expect(actions == [.beginRecovery, .notePoints, .serve])
        #expect(receive(.offer, [.unknown]) == [.serve])
    }

    @Test
    func `a point of a history that no longer counts asks for a snapshot, not for a recovery`() {
        #expect(receive(.pull, [.superseded]) == [.answer(.snapshot)])
        #expect(receive(.pull, [.onLog], isWithinReach: false) == [.answer(.snapshot)])
        #expect(receive(.pull, [.superseded, .unknown]) == [.answer(.recovering)])
    }

    @Test func `while a book recovers, only those wait who know more than it`() {
        let lost = [Session.Place.unknown]
        #expect(receive(.push, lost, isRecovering: true) == [.answer(.recovering)])
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
