package import HTTP
import PostgreSQL

/// Turns the database's troubles into answers that a caller can act upon.
package struct DatabaseGuard: Sendable {
    private let readiness: Readiness

    /// Lets nothing through before the schema is in place.
    package init(readiness: Readiness) { self.readiness = readiness }

    /// Wraps the routes that need the database.
    package func middleware(_ next: @escaping Handler) -> Handler {
        { request in
            guard Self.needsDatabase(request) else { return try await next(request) }
            guard readiness.obstacle == nil else { throw Self.notReady }
            do {
                return try await next(request)
            } catch let error as PostgreSQLError where error.isTemporary {
                throw Self.unavailable
            }
        }
    }

    private static func needsDatabase(_ request: Request) -> Bool {
        !["healthz", "readyz", "metrics"].contains(request.target.segments.first ?? "")
    }

    private static var notReady: Refusal {
        Refusal(
            .serviceUnavailable,
            "The server is not ready; /readyz says why. Try again in a moment.",
            kind: "try_later", headers: ["Retry-After": "1"])
    }

    /// Where the database is and what it said is told to who operates the server, by the log, and
    /// to nobody who merely asks.
    private static var unavailable: Refusal {
        Refusal(
            .serviceUnavailable, "The server's database is away; try again in a moment.",
            kind: "try_later", headers: ["Retry-After": "1"])
    }
}

extension PostgreSQLError {
    /// Whether the same request may succeed a little later.
    ///
    /// A commit whose answer was lost is among them: every request is safe to repeat.
    fileprivate var isTemporary: Bool {
        if case .outcomeUnknown = self { return true }
        if case .poolExhausted = self { return true }
        if state == .diskFull { return true }
        return isUnavailable || isSerializationFailure || isDeadlock || isLockTimeout
    }
}
