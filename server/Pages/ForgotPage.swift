import HTTP
import Identity

/// Where somebody asks for a new password.
struct ForgotPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response { page(visit) }

    func send(_ visit: Visit) async throws -> Response {
        let text = try await visit.form()["email"] ?? ""
        guard let email = EmailAddress(text) else {
            return page(visit, text, Trouble(.fields(["email": ""]), in: visit.words))
        }
        do {
            try await reception.requestReset(of: email, from: visit.address, at: visit.now)
        } catch let error as IdentityError {
            return page(visit, text, Trouble(error, in: visit.words))
        }
        return visit.page(
            visit.words.text(.lookIntoMailbox), visit.says(.forgotDone, ["email": "\(text)"]))
    }

    private func page(
        _ visit: Visit, _ email: String = "", _ trouble: Trouble? = nil
    ) -> Response {
        visit.page(
            visit.words.text(.forgotTitle),
            """
            \(visit.says(.forgotIntro))\
            \(visit.form(
                to: "/account/forgot", Field.email(visit.words, email).html(trouble),
                button: .sendLink))
            """, trouble: trouble)
    }
}
