import Bytes
package import HTTP
package import Identity
package import PostgreSQL
import Sync

/// Where every request shows who is asking: the one way to a seat in a book.
package struct Gate: Sendable {
    let reception: Reception
    private let clock: @Sendable () -> Int64

    /// Lets in whom the reception knows.
    package init(reception: Reception, unixMicroseconds: @escaping @Sendable () -> Int64) {
        self.reception = reception
        clock = unixMicroseconds
    }

    /// The present moment.
    package var now: Timestamp { Timestamp(microseconds: clock()) }

    /// Who asks, and their seat in the book that the request names, if they have one.
    package func caller(_ request: Request) async throws -> Caller {
        try await counted(request) {
            try await reception.admit(
                bearer: try request.bearer(), to: try request.namedBook(), for: nil, at: now)
        }
    }

    /// Who asks and their seat in the book that the request names by `X-Book`, or else in their
    /// default book; refused unless their role goes so far.
    package func admit(
        _ request: Request, for permission: Permission
    ) async throws -> (caller: Caller, seat: Seat) {
        try await admit(request, to: try request.namedBook(), for: permission)
    }

    /// The same for the book in the path.
    func admit(
        _ request: Request, toBookAt parameter: String, for permission: Permission
    ) async throws -> (caller: Caller, seat: Seat) {
        guard let book = BookID(text: request.parameters[parameter] ?? "") else {
            throw IdentityError.notFound(.book)
        }
        return try await admit(request, to: book, for: permission)
    }

    private func admit(
        _ request: Request, to book: BookID?, for permission: Permission
    ) async throws -> (caller: Caller, seat: Seat) {
        let caller = try await counted(request) {
            try await reception.admit(
                bearer: try request.bearer(), to: book, for: permission, at: now)
        }
        guard let seat = caller.seat else { throw IdentityError.notFound(.book) }
        return (caller, seat)
    }

    /// Counts what a caller asks, and what an address shows in vain.
    private func counted(
        _ request: Request, _ admit: () async throws -> Caller
    ) async throws -> Caller {
        let limits = reception.policy.limits
        do {
            let caller = try await admit()
            if LimitWitness.current?.countsRequest() != false {
                try await reception.limiter.take(
                    limits.requestsPerCaller, by: caller.name, at: now)
            }
            return caller
        } catch IdentityError.tokenRefused where request.headers["Authorization"] != nil {
            let network = RateLimiter.network(of: request.address)
            try await reception.limiter.take(limits.refusalsPerAddress, by: network, at: now)
            throw IdentityError.tokenRefused
        }
    }
}

extension Caller {
    /// What tells this caller from every other: a person's sign-ins are one.
    var name: String {
        switch credential {
        case .session(let session):
            person.map { "person \($0.text)" } ?? "session \(session.text)"
        case .apiKey(let key): "key \(key.text)"
        case .device(let device): "device \(device.device.text)"
        }
    }
}

extension Request {
    /// What stands behind `Authorization: Bearer`.
    func bearer() throws(IdentityError) -> String {
        let scheme = "bearer "
        guard let header = headers["Authorization"],
            header.prefix(scheme.count).lowercased() == scheme
        else { throw .tokenRefused }
        return String(header.dropFirst(scheme.count))
    }

    /// The book that `X-Book` names; a name that is no id names a book that does not exist.
    fileprivate func namedBook() throws(IdentityError) -> BookID? {
        guard let text = headers["X-Book"] else { return nil }
        guard let book = BookID(text: text) else { throw .notFound(.book) }
        return book
    }

    /// Where the request came from, as limits count it.
    package var address: String {
        guard case .address(let address) = peer else { return "local" }
        return address
    }

    /// The id in the path; one that is malformed names nothing.
    func id<Subject>(
        _ parameter: String = "id", of subject: IdentityError.Subject
    ) throws(IdentityError) -> Identifier<Subject> {
        guard let id = Identifier<Subject>(text: parameters[parameter] ?? "") else {
            throw .notFound(subject)
        }
        return id
    }
}
