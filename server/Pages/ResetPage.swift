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
        let (token, password) = (form["token"] ?? "", form["password"] ?? "")
        do {
            try await reception.reset(token, to: password, from: visit.address, at: visit.now)
        } catch IdentityError.linkRefused {
            return visit.failure(
                Trouble(.linkRefused, in: visit.words),
                visit.link(.resendLink, to: "/account/forgot"))
        } catch let error as IdentityError {
            return page(
                visit, token: token, Trouble(error, in: visit.words, password: password))
        }
        return visit.page(
            visit.words.text(.resetDone),
            "\(visit.says(.resetDoneText))\(visit.says(.closePage))")
    }

    private func page(_ visit: Visit, token: String, _ trouble: Trouble? = nil) -> Response {
        visit.page(
            visit.words.text(.resetTitle),
            """
            \(visit.says(.resetIntro))\
            \(visit.form(
                to: "/account/reset",
                "\(Field.hidden("token", token))\(Field.newPassword(visit.words).html(trouble))",
                button: .resetButton))\
            \(visit.link(.resendLink, to: "/account/forgot"))
            """, trouble: trouble)
    }
}
