package import HTTP
package import Identity
package import Mailing
import PostgreSQL

/// The pages that mails and laptops lead to: plain HTML, no script, nothing from elsewhere.
///
/// 1. A GET changes nothing: mail scanners and browsers open addresses by themselves.
/// 2. Every action is a POST that carries the key of the page's form, but for the one by which mail
///    programs unsubscribe: its address is the proof.
/// 3. Nothing that came from outside becomes markup.
package struct PageRoutes: Sendable {
    static let formBytesMax = 16 << 10

    typealias Answer = @Sendable (Visit) async throws -> Response

    private let reception: Reception
    private let requests: DeviceRequests
    private let links: UnsubscribeLinks
    private let suppressions: Suppressions
    private let now: @Sendable () -> Timestamp

    /// Answers for the reception, and for who wants no more of some mails.
    package init(
        reception: Reception, requests: DeviceRequests, links: UnsubscribeLinks,
        suppressions: Suppressions, unixMicroseconds: @escaping @Sendable () -> Int64
    ) {
        self.reception = reception
        self.requests = requests
        self.links = links
        self.suppressions = suppressions
        now = { Timestamp(microseconds: unixMicroseconds()) }
    }

    /// Adds the pages to a router.
    package func add(to router: inout Router) {
        router.on(.get, Stylesheet.bare) { _ in
            Layout.file(Stylesheet.text, type: "text/css; charset=utf-8")
        }
        router.on(.get, Brand.iconPath) { _ in
            Layout.file(Brand.icon.text, type: "image/svg+xml")
        }
        addAccounts(to: &router)
        let signIn = SignInPage(reception: reception)
        add("/account/sign-in", show: signIn.show, send: signIn.send, to: &router)
        add("/account/sign-out", show: signIn.showOut, send: signIn.sendOut, to: &router)
        router.on(
            .post, "/account/one-time-code", bodyBytesMax: Self.formBytesMax, page(signIn.sendCode))
        let device = DevicePage(reception: reception, requests: requests)
        add("/device", show: device.show, send: device.send, to: &router)
        router.on(.post, "/device/decision", bodyBytesMax: Self.formBytesMax, page(device.decide))
        let unsubscribe = UnsubscribePage(links: links, suppressions: suppressions)
        add(
            "\(UnsubscribeLinks.path)/{token}", show: unsubscribe.show, send: unsubscribe.send,
            to: &router)
    }

    private func addAccounts(to router: inout Router) {
        let verify = VerifyPage(reception: reception)
        add("/account/verify", show: verify.show, send: verify.send, to: &router)
        let resend = MailboxPage.resend(reception)
        add("/account/resend", show: resend.show, send: resend.send, to: &router)
        let forgot = MailboxPage.forgot(reception)
        add("/account/forgot", show: forgot.show, send: forgot.send, to: &router)
        let reset = ResetPage(reception: reception)
        add("/account/reset", show: reset.show, send: reset.send, to: &router)
        let invitation = InvitationPage(reception: reception)
        add("/account/invitation", show: invitation.show, send: invitation.send, to: &router)
        let owner = OwnerPage(reception: reception)
        add("/account/owner", show: owner.show, send: owner.send, to: &router)
    }

    private func add(
        _ path: String, show: @escaping Answer, send: @escaping Answer, to router: inout Router
    ) {
        router.on(.get, path, page(show))
        router.on(.post, path, bodyBytesMax: Self.formBytesMax, page(send))
    }

    /// What goes wrong is told on a page, not in JSON.
    private func page(_ answer: @escaping Answer) -> Handler {
        let (server, now) = (reception.policy.address, now)
        return { request in
            let visit = try Visit(request, server: server, now: now())
            do {
                return try await answer(visit)
            } catch let error as IdentityError {
                return visit.failure(Trouble(error, in: visit.words))
            } catch let refusal as Refusal where refusal.status.code < 500 {
                let phrase: Phrase = refusal.status == .forbidden ? .formRefused : .refused
                return visit.failure(Trouble(phrase, refusal.status, in: visit.words))
            }
        }
    }
}
