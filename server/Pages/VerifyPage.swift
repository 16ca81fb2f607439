import HTTP
import Identity

/// Where the mail of a registration leads. Opening it does nothing, since mail programs open links
/// by themselves; the button does.
struct VerifyPage: Sendable {
    let reception: Reception

    func show(_ visit: Visit) async throws -> Response {
        let token = visit.request.query["token"] ?? ""
        return visit.page(
            "Confirm your address",
            intro: "<p>One more step, and your account is ready.</p>", to: "/account/verify",
            "<input type=\"hidden\" name=\"token\" value=\"\(token)\">",
            button: "Confirm the address")
    }

    func send(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        try await reception.verify(
            form["token"] ?? "", from: visit.address, at: visit.now)
        return visit.notice(
            "Your address is confirmed",
            """
            <p>You can sign in now. On your laptop, type <code>counterfoil login</code> and the \
            address of this server.</p>
            """)
    }
}
