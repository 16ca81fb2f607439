import HTTP
import Identity

/// Where the mail of an invitation leads.
struct InvitationPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        try await page(visit, token: visit.request.query["token"] ?? "")
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let token = form["token"] ?? ""
        do {
            try await reception.accept(
                token, name: form["name"], password: form["password"], from: visit.address,
                at: visit.now)
        } catch IdentityError.fields(let fields) {
            return try await page(visit, token: token, Trouble(.fields(fields)))
        }
        return visit.notice(
            "Welcome",
            """
            <p>You belong to the book now. On your laptop, type <code>counterfoil login</code> \
            and the address of this server.</p>
            """)
    }

    private func page(
        _ visit: Visit, token: String, _ trouble: Trouble? = nil
    ) async throws -> Response {
        let card = try await reception.invitation(token, from: visit.address, at: visit.now)
        let name = Field(
            name: "name", label: "Your name", autocomplete: "name", value: card.name,
            isRequired: false)
        let problems = trouble?.fields ?? [:]
        let asked: HTML =
            card.needsPassword
            ? "\(name.html(problems))\(Field.newPassword.html(problems))" : ""
        return visit.page(
            "Join the book “\(card.bookName)”", alarm: trouble?.sentence,
            intro: "<p>The invitation is for <strong>\(card.email)</strong>.</p>",
            to: "/account/invitation",
            "<input type=\"hidden\" name=\"token\" value=\"\(token)\">\(asked)", button: "Join",
            status: trouble?.status ?? .ok)
    }
}
