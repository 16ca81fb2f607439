import HTTP
import Identity

/// Where somebody signs in to confirm a laptop. It leads to that page and nowhere else.
struct SignInPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        page(visit, code: visit.request.query["code"] ?? "", email: "")
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let (code, email) = (form["code"] ?? "", form["email"] ?? "")
        do {
            let token = try await reception.signInBrowser(
                Credentials(
                    email: email, password: form["password"] ?? "", totpCode: form["totp"]),
                from: visit.address, at: visit.now)
            var response = visit.answer(Layout.redirect(to: Self.target(of: code)))
            visit.setSession(token, in: &response)
            return response
        } catch let error as IdentityError {
            return page(visit, code: code, email: email, error)
        }
    }

    func showOut(_ visit: Visit) async throws -> Response {
        visit.page("Sign out", to: "/account/sign-out", "", button: "Sign out")
    }

    func sendOut(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        if let session = visit.session { try await reception.signOutBrowser(session) }
        var response = visit.notice("You are signed out", "<p>You can close this page.</p>")
        visit.setSession(nil, in: &response)
        return response
    }

    /// The page of a laptop's code.
    static func target(of code: String) -> Target {
        Target(["device"], query: code.isEmpty ? [:] : ["code": code])
    }

    private func page(
        _ visit: Visit, code: String, email: String, _ error: IdentityError? = nil
    ) -> Response {
        let needsCode = error == .totpRequired
        let totp = Field(
            name: "totp", label: "One-time code", autocomplete: "one-time-code",
            hint: "Six digits of your authenticator.")
        let alarm =
            needsCode ? "Type the code of your authenticator too." : error.map { "\($0)" }
        return visit.page(
            "Sign in", alarm: alarm, to: "/account/sign-in",
            """
            <input type="hidden" name="code" value="\(code)">
            \(Field.email(email).html([:]))
            \(Field.password.html([:]))
            \(needsCode ? totp.html([:]) : "")
            """, button: "Sign in",
            outro: "<p class=\"quiet\"><a href=\"/account/forgot\">Forgot the password?</a></p>",
            status: error.map { Trouble($0).status } ?? .ok)
    }
}
