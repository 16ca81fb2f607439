import HTTP
import Identity

/// Where somebody asks for a new password.
struct ForgotPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response { page(visit) }

    func send(_ visit: Visit) async throws -> Response {
        let text = try await visit.form()["email"] ?? ""
        guard let email = EmailAddress(text) else {
            return page(visit, text, "An e-mail address is needed.", .unprocessable)
        }
        do {
            try await reception.requestReset(of: email, from: visit.address, at: visit.now)
        } catch let error as IdentityError {
            return page(visit, text, "\(error)", Trouble(error).status)
        }
        return visit.notice(
            "Look into your mailbox",
            """
            <p>If there is an account of this address, a link is on its way to it. It is good \
            for an hour.</p>
            """)
    }

    private func page(
        _ visit: Visit, _ email: String = "", _ alarm: String? = nil, _ status: Status = .ok
    ) -> Response {
        visit.page(
            "Choose a new password", alarm: alarm,
            intro: "<p>A link is sent to your mailbox.</p>", to: "/account/forgot",
            Field.email(email).html([:]), button: "Send the link", status: status)
    }
}
