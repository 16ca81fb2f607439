import HTTP
import Identity
import Mailing
import Sync

/// Where the mail of an invitation leads.
struct InvitationPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        let token = visit.request.query["token"] ?? ""
        return page(visit, token: token, try await card(visit, token))
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let token = form["token"] ?? ""
        let card = try await card(visit, token)
        do {
            let person = try await reception.accept(
                token, name: form["name"], password: form["password"], from: visit.address,
                at: visit.now)
            if card.needsPassword { try await keepLanguage(of: person, visit) }
        } catch IdentityError.fields(let fields) {
            let trouble = Trouble(
                .fields(fields), in: visit.words, password: form["password"] ?? "",
                email: card.email)
            return page(visit, token: token, card, named: form["name"], trouble)
        }
        return visit.page(
            visit.words.text(.invitationDone),
            """
            \(visit.says(.invitationDoneText, ["book": "\(card.bookName)"]))\(visit.loginCommand)
            """)
    }

    private func card(_ visit: Visit, _ token: String) async throws -> InvitationCard {
        try await reception.invitation(token, from: visit.address, at: visit.now)
    }

    /// Letters to somebody new are written in the language in which they came.
    private func keepLanguage(of person: PersonID, _ visit: Visit) async throws {
        var change = ProfileChange()
        change.language = visit.words.language.rawValue
        try await reception.change(person, change)
    }

    private func page(
        _ visit: Visit, token: String, _ card: InvitationCard, named: String? = nil,
        _ trouble: Trouble? = nil
    ) -> Response {
        let words = visit.words
        let name = Field(
            name: "name", label: words.text(.optional, ["label": words.text(.name)]),
            autocomplete: "name", value: named ?? card.name, isRequired: false)
        let asked: HTML =
            card.needsPassword
            ? "\(name.html(trouble))\(Field.newPassword(words).html(trouble))" : ""
        return visit.page(
            words.text(.invitationTitle, ["book": card.bookName]),
            """
            \(visit.says(.invitationIntro, ["email": "<strong>\(card.email)</strong>"]))\
            \(card.needsPassword ? "" : visit.says(.invitationKnown))\
            \(visit.form(
                to: "/account/invitation", "\(Field.hidden("token", token))\(asked)",
                button: .invitationButton))
            """, trouble: trouble)
    }
}
