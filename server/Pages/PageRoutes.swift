package import HTTP
package import Identity
import PostgreSQL

/// The pages that mails and laptops lead to: plain HTML, no script, nothing from elsewhere.
package struct PageRoutes: Sendable {
    static let formBytesMax = 16 << 10

    typealias Answer = @Sendable (Visit) async throws -> Response

    private let reception: Reception
    private let requests: DeviceRequests
    private let isSecure: Bool
    private let now: @Sendable () -> Timestamp

    /// Answers for the reception.
    package init(
        reception: Reception, requests: DeviceRequests,
        unixMicroseconds: @escaping @Sendable () -> Int64
    ) {
        self.reception = reception
        self.requests = requests
        isSecure = reception.policy.address.hasPrefix("https://")
        now = { Timestamp(microseconds: unixMicroseconds()) }
    }

    /// Adds the pages to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/account/style.css") { _ in Layout.stylesheet }
        let verify = VerifyPage(reception: reception)
        add("/account/verify", show: verify.show, send: verify.send, to: &router)
        let forgot = ForgotPage(reception: reception)
        add("/account/forgot", show: forgot.show, send: forgot.send, to: &router)
        let reset = ResetPage(reception: reception)
        add("/account/reset", show: reset.show, send: reset.send, to: &router)
        let invitation = InvitationPage(reception: reception)
        add("/account/invitation", show: invitation.show, send: invitation.send, to: &router)
        let owner = OwnerPage(reception: reception)
        add("/account/owner", show: owner.show, send: owner.send, to: &router)
        let signIn = SignInPage(reception: reception)
        add("/account/sign-in", show: signIn.show, send: signIn.send, to: &router)
        add("/account/sign-out", show: signIn.showOut, send: signIn.sendOut, to: &router)
        let device = DevicePage(reception: reception, requests: requests)
        add("/device", show: device.show, send: device.send, to: &router)
        router.on(.post, "/device/decision", bodyBytesMax: Self.formBytesMax, page(device.decide))
    }

    private func add(
        _ path: String, show: @escaping Answer, send: @escaping Answer, to router: inout Router
    ) {
        router.on(.get, path, page(show))
        router.on(.post, path, bodyBytesMax: Self.formBytesMax, page(send))
    }

    /// What goes wrong is told on a page, not in JSON.
    private func page(_ answer: @escaping Answer) -> Handler {
        let (isSecure, now) = (isSecure, now)
        return { request in
            let visit = try Visit(request, isSecure: isSecure, now: now())
            do {
                return try await answer(visit)
            } catch let error as IdentityError {
                let trouble = Trouble(error)
                return visit.notice(
                    "That did not work", "<p>\(trouble.sentence)</p>", status: trouble.status)
            } catch let refusal as Refusal where refusal.status.code < 500 {
                return visit.notice(
                    "That did not work", "<p>\(refusal.message)</p>", status: refusal.status)
            }
        }
    }
}
