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
        let (book, caller) = try await counted(request, askingFor: request.namedBook)
        _ = try book.get()
        return caller
    }

    /// Who asks and their seat in the book that the request names by `X-Book`, or else in their
    /// default book; refused unless their role goes so far.
    package func admit(
        _ request: Request, for permission: Permission
    ) async throws -> (caller: Caller, seat: Seat) {
        try await admit(request, for: permission, to: request.namedBook)
    }

    /// The same for the book in the path.
    func admit(
        _ request: Request, toBookAt parameter: String, for permission: Permission
    ) async throws -> (caller: Caller, seat: Seat) {
        try await admit(request, for: permission) { () throws(IdentityError) in
            guard let book = BookID(text: request.parameters[parameter] ?? "") else {
                throw .notFound(.book)
            }
            return book
        }
    }

    private func admit(
        _ request: Request, for permission: Permission,
        to name: () throws(IdentityError) -> BookID?
    ) async throws -> (caller: Caller, seat: Seat) {
        let (book, caller) = try await counted(request, askingFor: name)
        return (caller, try caller.seat(in: try book.get(), for: permission))
    }

    /// Counts what a caller asks before it is looked at what they may do, so that asking for what
    /// is refused costs as much; and counts what an address shows in vain.
    private func counted(
        _ request: Request, askingFor name: () throws(IdentityError) -> BookID?
    ) async throws -> (book: Result<BookID?, IdentityError>, caller: Caller) {
        let limits = reception.policy.limits
        let book = Result { () throws(IdentityError) in try name() }
        do {
            let caller = try await reception.admit(
                bearer: try request.bearer(), to: (try? book.get()) ?? nil, for: nil, at: now)
            if LimitWitness.current?.countsRequest() != false {
                try await reception.limiter.take(
                    limits.requestsPerCaller, by: caller.name, at: now)
            }
            return (book, caller)
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
