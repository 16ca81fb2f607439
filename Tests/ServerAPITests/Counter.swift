import HTTP
import Identity
import JSON
import Mailing
import PostgreSQL
import ServerAPI
import Sync
import Synchronization
import TestOffice
import Testing

/// The routes about people and laptops, on a database of a test's own.
struct Counter: Sendable {
    let office: Office
    let desk: Desk
    /// Counts the answers that could not be kept.
    let unkept = Tally()
    private let router: Router

    static func with(
        isOpen: Bool = true, limits: RateLimits = RateLimits(),
        _ body: (Counter) async throws -> Void
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk(isOpen: isOpen, limits: limits)
            try await body(Counter(office: office, desk: desk))
        }
    }

    private init(office: Office, desk: Desk) {
        self.office = office
        self.desk = desk
        let gate = Gate(
            reception: desk.reception, unixMicroseconds: { Office.now.microseconds })
        var router = Router()
        router.wrap(in: IdentityGuard.middleware)
        let answers = KeptAnswers(pool: office.pool, sealedBy: desk.keeper)
        router.wrap(
            in: IdempotencyGuard(gate: gate, answers: answers) { [unkept] _ in
                unkept.add()
            }.middleware)
        IdentityRoutes(
            gate: gate, devices: office.devices, requests: DeviceRequests(pool: office.pool)
        ).add(to: &router)
        SuppressionRoutes(gate: gate, suppressions: Suppressions(pool: office.pool))
            .add(to: &router)
        LostRoutes(gate: gate, store: office.store).add(to: &router)
        self.router = router
    }

    /// What a request is answered with.
    func send(_ request: Request) async throws -> Reply {
        var request = request
        if request.peer == .inProcess { request.peer = .address("192.0.2.1") }
        do {
            return try await Reply(try await router.answer(request))
        } catch let refusal as Refusal {
            return try await Reply(refusal.response(accept: request.headers["Accept"]))
        }
    }

    /// The same for a body in JSON.
    func ask(
        _ method: Method, _ target: Target, _ body: JSONValue? = nil, token: String? = nil,
        book: BookID? = nil
    ) async throws -> Reply {
        var headers: Headers = [:]
        if body != nil { headers["Content-Type"] = "application/json" }
        if let token { headers["Authorization"] = "Bearer \(token)" }
        if let book { headers["X-Book"] = "\(book)" }
        return try await send(
            Request(method, target, headers: headers, body: .text(body?.text() ?? "")))
    }

    /// An access token of somebody with a seat in a book.
    func token(of name: String, in book: BookID, as role: Role) async throws -> String {
        _ = try await desk.member(name, of: book, as: role)
        return try await desk.signIn(name).access
    }
}

/// An answer with its body read.
struct Reply: Sendable {
    let status: Int
    let headers: Headers
    let json: JSONValue

    init(_ response: Response) async throws {
        status = response.status.code
        headers = response.headers
        let bytes = try await response.body.collected()
        json = bytes.isEmpty ? .null : try JSONValue(parsing: bytes)
    }

    /// The stable word of a refusal.
    var error: String? { json["error"]?.string }
}

/// A number that grows.
final class Tally: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }

    func add() { number.withLock { $0 += 1 } }
}
