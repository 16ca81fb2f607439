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
            if let obstacle = readiness.obstacle { throw Self.unavailable(obstacle) }
            do {
                return try await next(request)
            } catch let error as PostgreSQLError where error.isTemporary {
                throw Self.unavailable("\(error)")
            }
        }
    }

    private static func needsDatabase(_ request: Request) -> Bool {
        !["healthz", "readyz", "metrics"].contains(request.target.segments.first ?? "")
    }

    private static func unavailable(_ reason: String) -> Refusal {
        Refusal(
            .serviceUnavailable, "The database is away: \(reason) Try again.",
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
        return isUnavailable || isSerializationFailure || isDeadlock || isLockTimeout
    }
}
