import HTTP
import Identity

/// Where the mail of somebody who forgot the password leads.
struct ResetPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        page(visit, token: visit.request.query["token"] ?? "")
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let token = form["token"] ?? ""
        do {
            try await reception.reset(
                token, to: form["password"] ?? "", from: visit.address, at: visit.now)
        } catch let error as IdentityError {
            return page(visit, token: token, Trouble(error))
        }
        return visit.notice(
            "Your password is changed",
            "<p>Every earlier sign-in was ended. Sign in with the new password.</p>")
    }

    private func page(_ visit: Visit, token: String, _ trouble: Trouble? = nil) -> Response {
        visit.page(
            "Choose a new password", alarm: trouble?.sentence, to: "/account/reset",
            """
            <input type="hidden" name="token" value="\(token)">
            \(Field.newPassword.html(trouble?.fields ?? [:]))
            """, button: "Set the password",
            outro: "<p class=\"quiet\"><a href=\"/account/forgot\">Ask for another link</a></p>",
            status: trouble?.status ?? .ok)
    }
}
