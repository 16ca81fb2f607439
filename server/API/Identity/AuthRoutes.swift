import Bytes
import HTTP
import Identity
import JSON

/// Below `/auth`: register, sign in and out, choose a new password.
struct AuthRoutes: Sendable {
    let gate: Gate

    func add(to router: inout Router) {
        let bytesMax = Form.bytesMax
        router.on(.post, "/auth/register", bodyBytesMax: bytesMax, register)
        router.on(.post, "/auth/verify-email", bodyBytesMax: bytesMax, verifyEmail)
        router.on(.post, "/auth/verify-email/resend", bodyBytesMax: bytesMax, resend)
        router.on(.post, "/auth/login", bodyBytesMax: bytesMax, login)
        router.on(.post, "/auth/refresh", bodyBytesMax: bytesMax, refresh)
        router.on(.post, "/auth/logout", bodyBytesMax: bytesMax, logout)
        router.on(.post, "/auth/verify", bodyBytesMax: bytesMax, verify)
        router.on(.post, "/auth/reset-password", bodyBytesMax: bytesMax, requestReset)
        router.on(.post, "/auth/reset-password/confirm", bodyBytesMax: bytesMax, reset)
        router.on(.get, "/.well-known/jwks.json", keys)
    }

    private func register(_ request: Request) async throws -> Response {
        var form = try await Form(
            request, ["email", "password", "name", "language", "invitation", "book"])
        let (email, password) = (form.text("email"), form.text("password"))
        let name = form.optionalText("name") ?? ""
        let language = form.optionalText("language") ?? "en"
        let invitation = form.optionalText("invitation")
        let book = form.optionalText("book")
        if book != nil, invitation == nil {
            form.refuse("book", "Only the first owner names a book, with the link of the server.")
        }
        try form.check()
        let registration = try Registration(
            email: email, password: password, name: name, language: language)
        guard let invitation else {
            try await gate.reception.register(
                registration, from: request.address, at: gate.now)
            return .json(["status": "verification_sent"], status: .created)
        }
        if let book {
            try await gate.reception.settleFirstOwner(
                registration, book: book, token: invitation, from: request.address, at: gate.now)
        } else {
            try await gate.reception.accept(
                invitation, as: registration, from: request.address, at: gate.now)
        }
        return .json(["status": "active"], status: .created)
    }

    private func verifyEmail(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["token"])
        let token = form.text("token")
        try form.check()
        try await gate.reception.verify(token, from: request.address, at: gate.now)
        return .json(["status": "verified"])
    }

    private func resend(_ request: Request) async throws -> Response {
        let email = try await email(request)
        try await gate.reception.resendVerification(
            to: email, from: request.address, at: gate.now)
        return .json(["status": "sent_if_known"], status: .accepted)
    }

    private func login(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["email", "password", "totp_code"])
        let credentials = Credentials(
            email: form.text("email"), password: form.text("password"),
            totpCode: form.optionalText("totp_code"))
        try form.check()
        let pair = try await gate.reception.signIn(
            credentials, from: request.address, at: gate.now)
        return .json(pair.json)
    }

    private func refresh(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["refresh_token"])
        let token = form.text("refresh_token")
        try form.check()
        let limits = gate.reception.policy.limits
        try await gate.reception.limiter.take(
            limits.refreshesPerAddress, by: RateLimiter.network(of: request.address),
            at: gate.now)
        return .json(try await gate.reception.refresh(token, at: gate.now).json)
    }

    private func logout(_ request: Request) async throws -> Response {
        try await Form(request, []).check()
        guard case .session(let session) = try await gate.caller(request).credential else {
            throw IdentityError.forbidden(.own)
        }
        try await gate.reception.signOut(session, at: gate.now)
        return Response(.noContent)
    }

    private func verify(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["token"])
        let token = form.optionalText("token")
        try form.check()
        var shown = request
        if let token { shown.headers["Authorization"] = "Bearer \(token)" }
        let caller = try await gate.caller(shown)
        var answer: [String: JSONValue] = ["valid": true]
        answer["user_id"] = caller.person.map { .string($0.text) }
        answer["book"] = caller.seat.map { .string($0.book.text) }
        answer["role"] = caller.seat.map { .string($0.role.rawValue) }
        return .json(.object(answer))
    }

    private func requestReset(_ request: Request) async throws -> Response {
        let email = try await email(request)
        try await gate.reception.requestReset(of: email, from: request.address, at: gate.now)
        return .json(["status": "sent_if_known"], status: .accepted)
    }

    private func reset(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["token", "password"])
        let (token, password) = (form.text("token"), form.text("password"))
        try form.check()
        try await gate.reception.reset(
            token, to: password, from: request.address, at: gate.now)
        return .json(["status": "changed"])
    }

    private func keys(_ request: Request) async throws -> Response {
        var response = Response.json(try await gate.reception.signingKeys.document(at: gate.now))
        response.headers["Cache-Control"] = "public, max-age=300"
        return response
    }

    private func email(_ request: Request) async throws -> EmailAddress {
        var form = try await Form(request, ["email"])
        let text = form.text("email")
        let email = EmailAddress(text)
        if email == nil { form.refuse("email", "An e-mail address is needed.") }
        try form.check()
        guard let email else { throw IdentityError.fields(["email": "It is no address."]) }
        return email
    }
}

extension TokenPair {
    fileprivate var json: JSONValue {
        [
            "access_token": .string(access), "token_type": "Bearer",
            "expires_in": .integer(Int64(lifetimeSeconds)), "refresh_token": .string(refresh),
            "user_id": .string(person.text),
        ]
    }
}
