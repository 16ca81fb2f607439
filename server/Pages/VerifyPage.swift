import HTTP
import Identity

/// Where the mail of a registration leads. Opening it does nothing, since mail programs open links
/// by themselves; the button does.
struct VerifyPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        let token = visit.request.query["token"] ?? ""
        guard try await reception.works(token, for: .verification, at: visit.now) else {
            return refused(visit)
        }
        return visit.page(
            visit.words.text(.verifyTitle),
            """
            \(visit.says(.verifyIntro))\
            \(visit.form(
                to: "/account/verify", Field.hidden("token", token), button: .verifyButton))
            """)
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        do {
            try await reception.verify(form["token"] ?? "", from: visit.address, at: visit.now)
        } catch IdentityError.linkRefused {
            return refused(visit)
        }
        return visit.page(visit.words.text(.verifyDone), visit.loginCommand)
    }

    private func refused(_ visit: Visit) -> Response {
        visit.failure(
            Trouble(.linkRefused, in: visit.words),
            visit.link(.resendLink, to: "/account/resend"))
    }
}
