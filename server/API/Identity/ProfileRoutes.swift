import Bytes
import HTTP
import Identity
import JSON
import Sync

/// Below `/auth`: what people ask and change about themselves.
struct ProfileRoutes: Sendable {
    let gate: Gate

    func add(to router: inout Router) {
        let bytesMax = Form.bytesMax
        router.on(.get, "/auth/profile", profile)
        router.on(.patch, "/auth/profile", bodyBytesMax: bytesMax, change)
        router.on(.post, "/auth/password", bodyBytesMax: bytesMax, changePassword)
        router.on(.post, "/auth/totp", bodyBytesMax: bytesMax, prepare)
        router.on(.post, "/auth/totp/confirm", bodyBytesMax: bytesMax, confirm)
        router.on(.post, "/auth/totp/recovery-codes", bodyBytesMax: bytesMax, renewCodes)
        router.on(.post, "/auth/totp/remove", bodyBytesMax: bytesMax, remove)
    }

    private func profile(_ request: Request) async throws -> Response {
        let caller = try await gate.caller(request)
        guard let person = caller.person else { throw IdentityError.notFound(.person) }
        let books = try await gate.reception.books(of: person, countMax: 100)
        let card = try await gate.reception.profile(of: person)
        var answer = card.json
        if card.hasSecondFactor {
            let left = try await gate.reception.recoveryCodesLeft(of: person)
            answer["recovery_codes_left"] = .integer(Int64(left))
        }
        answer["books"] = .array(books.map { .object($0.json) })
        return .json(.object(answer))
    }

    private func change(_ request: Request) async throws -> Response {
        let person = try await gate.caller(request).signedIn()
        let change = try await Self.profileChange(request)
        try await gate.reception.change(person, change)
        return .json(.object(try await gate.reception.profile(of: person).json))
    }

    /// What a body changes about a person.
    static func profileChange(_ request: Request) async throws -> ProfileChange {
        var form = try await Form(request, ["name", "language", "default_book"])
        var change = ProfileChange()
        change.name = form.optionalText("name")
        change.language = form.optionalText("language")
        if let book = form.optionalText("default_book") {
            change.defaultBook = .init(text: book)
            if change.defaultBook == nil { form.refuse("default_book", "An id is needed.") }
        }
        try form.check()
        return change
    }

    private func changePassword(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["current_password", "password"])
        let (present, password) = (form.text("current_password"), form.text("password"))
        try form.check()
        let caller = try await gate.caller(request)
        let person = try caller.signedIn()
        guard case .session(let session) = caller.credential else {
            throw IdentityError.forbidden(.own)
        }
        try await gate.reception.changePassword(
            of: person, from: present, to: password, keeping: session, at: gate.now)
        return .json(["status": "changed"])
    }

    private func prepare(_ request: Request) async throws -> Response {
        let (person, password) = try await confirmed(request)
        let factor = try await gate.reception.prepareSecondFactor(
            of: person, password: password, at: gate.now)
        return .json(
            ["secret": .string(factor.secret), "otpauth": .string(factor.address)],
            status: .created)
    }

    private func confirm(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["code"])
        let code = form.text("code")
        try form.check()
        let person = try await gate.caller(request).signedIn()
        do {
            let codes = try await gate.reception.confirmSecondFactor(
                code, of: person, at: gate.now)
            return .json([
                "status": "active", "recovery_codes": .array(codes.map { .string($0) }),
            ])
        } catch IdentityError.credentialsRefused {
            throw IdentityError.fields(["code": "It is not the present code."])
        }
    }

    private func renewCodes(_ request: Request) async throws -> Response {
        let (person, password) = try await confirmed(request)
        let codes = try await gate.reception.renewRecoveryCodes(
            of: person, password: password, at: gate.now)
        return .json(["recovery_codes": .array(codes.map { .string($0) })], status: .created)
    }

    private func remove(_ request: Request) async throws -> Response {
        let (person, password) = try await confirmed(request)
        try await gate.reception.removeSecondFactor(of: person, password: password, at: gate.now)
        return .json(["status": "removed"])
    }

    /// Who asks, and the password that they show besides being signed in.
    private func confirmed(
        _ request: Request
    ) async throws -> (person: PersonID, password: String) {
        let person = try await gate.caller(request).signedIn()
        var form = try await Form(request, ["password"])
        let password = form.text("password")
        try form.check()
        return (person, password)
    }
}
