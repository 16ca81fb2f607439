import HTTP
import Identity

/// Where the link leads that a server prints while nobody is there yet.
struct OwnerPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        page(visit, token: visit.request.query["token"] ?? "", [:])
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let names = ["email", "name", "book"]
        let typed = Dictionary(uniqueKeysWithValues: names.map { ($0, form[$0] ?? "") })
        let token = form["token"] ?? ""
        do {
            let registration = try Registration(
                email: typed["email"] ?? "", password: form["password"] ?? "",
                name: typed["name"] ?? "")
            try await reception.settleFirstOwner(
                registration, book: typed["book"] ?? "", token: token, from: visit.address,
                at: visit.now)
        } catch let error as IdentityError {
            return page(visit, token: token, typed, Trouble(error))
        }
        return visit.notice(
            "Your server is ready",
            """
            <p>On your laptop, type <code>counterfoil login</code> and the address of this \
            server, and confirm the code <a href="/device">here</a>.</p>
            """)
    }

    private func page(
        _ visit: Visit, token: String, _ typed: [String: String], _ trouble: Trouble? = nil
    ) -> Response {
        let fields = [
            Field.email(typed["email"] ?? ""),
            Field(
                name: "name", label: "Your name", autocomplete: "name",
                value: typed["name"] ?? "", isRequired: false),
            Field(
                name: "book", label: "Your business", autocomplete: "organization",
                value: typed["book"] ?? "", hint: "What the book is called."),
            Field.newPassword,
        ]
        return visit.page(
            "The first owner", alarm: trouble?.sentence,
            intro:
                "<p>Nobody is here yet. Whoever opens this link first owns the server's book.</p>",
            to: "/account/owner",
            """
            <input type="hidden" name="token" value="\(token)">
            \(fields.map { $0.html(trouble?.fields ?? [:]) })
            """, button: "Begin", status: trouble?.status ?? .ok)
    }
}
