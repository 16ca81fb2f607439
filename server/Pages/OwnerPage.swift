import HTTP
import Identity
import Mailing

/// Where the link leads that a server gives while nobody is there yet.
struct OwnerPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        let token = visit.request.query["token"] ?? ""
        guard try await reception.works(token, for: .owner, at: visit.now) else {
            return visit.failure(Trouble(.linkRefused, in: visit.words))
        }
        return page(visit, token: token, [:])
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let names = ["email", "name", "book"]
        let typed = Dictionary(uniqueKeysWithValues: names.map { ($0, form[$0] ?? "") })
        let (token, password) = (form["token"] ?? "", form["password"] ?? "")
        do {
            let registration = try Registration(
                email: typed["email"] ?? "", password: password, name: typed["name"] ?? "",
                language: visit.words.language.rawValue)
            try await reception.settleFirstOwner(
                registration, book: typed["book"] ?? "", token: token, from: visit.address,
                at: visit.now)
        } catch IdentityError.linkRefused {
            return visit.failure(Trouble(.linkRefused, in: visit.words))
        } catch let error as IdentityError {
            let trouble = Trouble(
                error, in: visit.words, password: password, email: typed["email"] ?? "")
            return page(visit, token: token, typed, trouble)
        }
        return visit.page(
            visit.words.text(.ownerDone), "\(visit.loginCommand)\(visit.says(.confirmCode))")
    }

    private func page(
        _ visit: Visit, token: String, _ typed: [String: String], _ trouble: Trouble? = nil
    ) -> Response {
        let words = visit.words
        let fields = [
            Field.email(words, typed["email"] ?? ""),
            Field(
                name: "name", label: words.text(.optional, ["label": words.text(.name)]),
                autocomplete: "name", value: typed["name"] ?? "", isRequired: false),
            Field(
                name: "book", label: words.text(.business), autocomplete: "organization",
                value: typed["book"] ?? "", hint: words.text(.businessHint)),
            Field.newPassword(words),
        ]
        return visit.page(
            words.text(.ownerTitle),
            """
            \(visit.says(.ownerIntro))\
            \(visit.form(
                to: "/account/owner",
                "\(Field.hidden("token", token))\(fields.map { $0.html(trouble) })",
                button: .ownerButton))
            """, trouble: trouble)
    }
}
