import HTTP
import Identity

/// Where the mail of somebody who forgot the password leads.
struct ResetPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        let token = visit.request.query["token"] ?? ""
        guard try await reception.works(token, for: .reset, at: visit.now) else {
            return refused(visit)
        }
        return page(visit, token: token)
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let (token, password) = (form["token"] ?? "", form["password"] ?? "")
        do {
            try await reception.reset(token, to: password, from: visit.address, at: visit.now)
        } catch IdentityError.linkRefused {
            return refused(visit)
        } catch let error as IdentityError {
            return page(
                visit, token: token, Trouble(error, in: visit.words, password: password))
        }
        return visit.page(
            visit.words.text(.resetDone),
            "\(visit.says(.resetDoneText))\(visit.says(.closePage))")
    }

    private func refused(_ visit: Visit) -> Response {
        visit.failure(
            Trouble(.linkRefused, in: visit.words),
            visit.link(.resendLink, to: "/account/forgot"))
    }

    private func page(_ visit: Visit, token: String, _ trouble: Trouble? = nil) -> Response {
        visit.page(
            visit.words.text(.resetTitle),
            """
            \(visit.says(.resetIntro))\
            \(visit.form(
                to: "/account/reset",
                "\(Field.hidden("token", token))\(Field.newPassword(visit.words).html(trouble))",
                button: .resetButton))
            """, trouble: trouble)
    }
}
