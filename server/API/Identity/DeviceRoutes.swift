import Bytes
import HTTP
import Identity
import JSON
import Sync

/// Below `/devices`: laptops join by a code that is confirmed elsewhere (RFC 8628), and are
/// listed, renamed and revoked.
struct DeviceRoutes: Sendable {
    let gate: Gate
    let devices: Devices
    let requests: DeviceRequests

    func add(to router: inout Router) {
        let bytesMax = Form.bytesMax
        router.on(.post, "/devices/authorize", bodyBytesMax: bytesMax, authorize)
        router.on(.post, "/devices/token", bodyBytesMax: bytesMax, poll)
        router.on(.post, "/devices/approve", bodyBytesMax: bytesMax, approve)
        router.on(.post, "/devices/deny", bodyBytesMax: bytesMax, deny)
        router.on(.get, "/devices", list)
        router.on(.get, "/devices/{id}", show)
        router.on(.patch, "/devices/{id}", bodyBytesMax: bytesMax, rename)
        router.on(.delete, "/devices/{id}", revoke)
    }

    private func authorize(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["name"])
        let name = form.text("name")
        try form.check()
        let made = try await requests.begin(named: name, from: request.address, at: gate.now)
        let page = gate.reception.policy.link("/device")
        return .json([
            "device_code": .string(made.deviceCode), "user_code": .string(made.userCode),
            "verification_uri": .string(page),
            "verification_uri_complete": .string(page + "?code=\(made.userCode)"),
            "expires_in": .integer(Int64(made.lifetimeSeconds)),
            "interval": .integer(Int64(made.intervalSeconds)),
        ])
    }

    /// Once it is confirmed, the laptop enrols below `/sync/v1` with its device code.
    private func poll(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["device_code", "grant_type", "client_id"])
        let code = form.text("device_code")
        let known = "urn:ietf:params:oauth:grant-type:device_code"
        if let type = form.optionalText("grant_type"), type != known {
            form.refuse("grant_type", "It is \(known).")
        }
        try form.check()
        let book = try await requests.poll(code, from: request.address, at: gate.now)
        return .json(["status": "approved", "book": .string(book.text)])
    }

    private func approve(_ request: Request) async throws -> Response {
        let code = try await code(request)
        let (caller, seat) = try await gate.admit(request, for: .read)
        try await requests.approve(
            code, into: seat.book, by: try caller.signedIn(), from: request.address,
            at: gate.now)
        return .json(["status": "approved", "book": .string(seat.book.text)])
    }

    private func deny(_ request: Request) async throws -> Response {
        let code = try await code(request)
        let person = try await gate.caller(request).signedIn()
        try await requests.deny(code, by: person, from: request.address, at: gate.now)
        return .json(["status": "denied"])
    }

    private func code(_ request: Request) async throws -> String {
        var form = try await Form(request, ["user_code"])
        let code = form.text("user_code")
        try form.check()
        return code
    }

    private func list(_ request: Request) async throws -> Response {
        let (caller, seat) = try await gate.admit(request, for: .read)
        let listing = try Listing<Device>(request)
        if !seat.role.permits(.manage), caller.person == nil,
            case .device(let identity) = caller.credential
        {
            return listing.answer([try await devices.device(identity.device, of: seat.book)]) {
                .object($0.json)
            }
        }
        let found = try await devices.list(
            of: seat.book, ownedBy: seat.role.permits(.manage) ? nil : caller.person,
            after: listing.last, countMax: listing.countMax)
        return listing.answer(found) { .object($0.json) }
    }

    private func show(_ request: Request) async throws -> Response {
        request.answer(.object(try await owned(request).card.json))
    }

    private func rename(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["name"])
        let name = form.text("name")
        try form.check()
        let (card, seat) = try await owned(request)
        try request.expectMatch(.object(card.json))
        let isDone = try await devices.rename(
            card.id, of: seat.book, to: name, from: request.namesVersion ? card.name : nil)
        guard isDone else { throw Refusal.changed }
        return request.answer(.object(try await devices.device(card.id, of: seat.book).json))
    }

    private func revoke(_ request: Request) async throws -> Response {
        let (card, seat) = try await owned(request)
        try request.expectMatch(.object(card.json))
        let isDone = try await devices.revoke(
            card.id, of: seat.book, from: request.namesVersion ? card.name : nil, at: gate.now)
        guard isDone else { throw Refusal.changed }
        return Response(.noContent)
    }

    /// The laptop in the path, if it is the caller's own or theirs to manage.
    private func owned(_ request: Request) async throws -> (card: DeviceCard, seat: Seat) {
        let (caller, seat) = try await gate.admit(request, for: .read)
        let card = try await devices.device(try request.id(of: .device), of: seat.book)
        var isOwn = caller.person != nil && card.person == caller.person
        if case .device(let identity) = caller.credential, identity.device == card.id {
            isOwn = true
        }
        guard isOwn || seat.role.permits(.manage) else { throw IdentityError.notFound(.device) }
        return (card, seat)
    }
}
