import HTTP
import Identity

/// Where somebody signs in to confirm a laptop: the password first and, where the account asks for
/// it, the one-time code on a page of its own. It leads to the laptop's page and nowhere else.
struct SignInPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        page(visit, code: visit.request.query["code"] ?? "", email: "")
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let (code, email) = (form["code"] ?? "", form["email"] ?? "")
        let password = form["password"] ?? ""
        if let trouble = Self.missing(email, password, visit.words) {
            return page(visit, code: code, email: email, trouble)
        }
        do {
            let entry = try await reception.enterBrowser(
                Credentials(email: email, password: password), from: visit.address, at: visit.now)
            switch entry {
            case .signedIn(let token): return enter(visit, token, code)
            case .codeNeeded(let ticket): return codePage(visit, code: code, ticket: ticket)
            }
        } catch let error as IdentityError {
            let trouble = Trouble(error, in: visit.words)
            return page(
                visit, code: code, email: email, trouble,
                offersLink: error == .notVerified)
        }
    }

    /// The one-time code was typed.
    func sendCode(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let (code, ticket) = (form["code"] ?? "", form["ticket"] ?? "")
        do {
            let token = try await reception.enterBrowser(
                ticket: ticket, code: (form["totp"] ?? "").filter { $0 != " " },
                from: visit.address, at: visit.now)
            return enter(visit, token, code)
        } catch IdentityError.linkRefused {
            return page(
                visit, code: code, email: "",
                Trouble(.ticketRefused, .unauthorized, in: visit.words))
        } catch IdentityError.credentialsRefused {
            let problem = Trouble.Problem(
                field: "totp", sentence: visit.words.text(.oneTimeRefused))
            return codePage(visit, code: code, ticket: ticket, Trouble([problem]))
        } catch let error as IdentityError {
            return codePage(visit, code: code, ticket: ticket, Trouble(error, in: visit.words))
        }
    }

    func showOut(_ visit: Visit) async throws -> Response {
        visit.page(
            visit.words.text(.signOutTitle),
            """
            \(visit.says(.signOutIntro))\
            \(visit.form(to: "/account/sign-out", "", button: .signOutTitle))
            """)
    }

    func sendOut(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        if let session = visit.session { try await reception.signOutBrowser(session) }
        var response = visit.page(visit.words.text(.signOutDone), visit.says(.closePage))
        visit.setSession(nil, in: &response)
        return response
    }

    private func enter(_ visit: Visit, _ token: String, _ code: String) -> Response {
        var response = visit.answer(
            Layout.redirect(to: visit.target("/device", code: code)))
        visit.setSession(token, in: &response)
        return response
    }

    private static func missing(
        _ email: String, _ password: String, _ words: Words
    ) -> Trouble? {
        var problems: [Trouble.Problem] = []
        if email.isEmpty {
            let sentence = words.text(.emailNeeded, ["example": Trouble.exampleAddress])
            problems.append(Trouble.Problem(field: "email", sentence: sentence))
        }
        if password.isEmpty {
            problems.append(
                Trouble.Problem(field: "password", sentence: words.text(.passwordNeeded)))
        }
        return problems.isEmpty ? nil : Trouble(problems)
    }

    private func page(
        _ visit: Visit, code: String, email: String, _ trouble: Trouble? = nil,
        offersLink: Bool = false
    ) -> Response {
        visit.page(
            visit.words.text(.signInTitle),
            """
            \(visit.says(.signInIntro))\
            \(visit.form(
                to: "/account/sign-in",
                """
                \(Field.hidden("code", code))
                \(Field.email(visit.words, email).html(trouble))
                \(Field.password(visit.words).html(trouble))
                """, button: .signInTitle))\
            \(offersLink ? visit.link(.resendLink, to: "/account/resend") : "")\
            \(visit.link(.forgotTitle, to: "/account/forgot"))
            """, trouble: trouble)
    }

    private func codePage(
        _ visit: Visit, code: String, ticket: String, _ trouble: Trouble? = nil
    ) -> Response {
        let totp = Field(
            name: "totp", label: visit.words.text(.oneTimeCode), autocomplete: "one-time-code",
            hint: visit.words.text(.oneTimeHint), isLatin: true)
        return visit.page(
            visit.words.text(.oneTimeTitle),
            """
            \(visit.says(.oneTimeIntro))\
            \(visit.form(
                to: "/account/one-time-code",
                """
                \(Field.hidden("code", code))\(Field.hidden("ticket", ticket))
                \(totp.html(trouble))
                """, button: .signInTitle))
            """, trouble: trouble)
    }
}
