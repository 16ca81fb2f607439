package import HTTP
package import Identity

/// Turns the reception's refusals into answers, and tells of the limits that were counted.
package enum IdentityGuard {
    /// Wraps every route.
    package static func middleware(_ next: @escaping Handler) -> Handler {
        { request in
            let witness = LimitWitness()
            return try await LimitWitness.$current.withValue(witness) {
                do {
                    var response = try await next(request)
                    witness.describe(in: &response.headers)
                    return response
                } catch let error as IdentityError {
                    var refusal = Refusal(error)
                    witness.describe(in: &refusal.headers)
                    throw refusal
                }
            }
        }
    }
}

extension LimitWitness {
    fileprivate func describe(in headers: inout Headers) {
        guard let allowance else { return }
        headers["RateLimit-Limit"] = "\(allowance.count)"
        headers["RateLimit-Remaining"] = "\(allowance.remaining)"
        headers["RateLimit-Reset"] = "\(allowance.resetSeconds)"
    }
}

extension Refusal {
    /// The refusal of what the reception refused.
    package init(_ error: IdentityError) {
        self.init(Self.status(of: error), "\(error)", kind: Self.kind(of: error))
        switch error {
        case .tokenRefused, .credentialsRefused, .totpRequired:
            headers["WWW-Authenticate"] = "Bearer realm=\"counterfoil\""
        case .limited(let limit): headers["Retry-After"] = "\(limit.retrySeconds)"
        case .slowDown(let seconds): headers["Retry-After"] = "\(seconds)"
        case .busy: headers["Retry-After"] = "1"
        case .fields(let fields): self.fields = fields
        case .nameRefused: fields = ["name": "\(error)"]
        default: break
        }
    }

    private static func status(of error: IdentityError) -> Status {
        switch error {
        case .codeRefused, .signatureRefused, .challengeRefused, .tokenRefused,
            .credentialsRefused, .totpRequired:
            .unauthorized
        case .authorizationPending, .slowDown, .accessDenied, .authorizationExpired, .linkRefused:
            .badRequest
        case .notVerified, .registrationClosed, .forbidden, .nobodysLaptop: .forbidden
        case .deviceExists, .bookExists, .lastOwner, .memberExists: .conflict
        case .nameRefused, .fields: .unprocessable
        case .limited: .tooManyRequests
        case .busy: .serviceUnavailable
        case .notFound: .notFound
        }
    }

    /// The words of RFC 8628 where there are any; else the status's own unless a finer one helps.
    private static func kind(of error: IdentityError) -> String? {
        switch error {
        case .authorizationPending: "authorization_pending"
        case .slowDown: "slow_down"
        case .accessDenied: "access_denied"
        case .authorizationExpired: "expired_token"
        case .credentialsRefused: "invalid_credentials"
        case .totpRequired: "totp_required"
        case .notVerified: "not_verified"
        case .linkRefused: "link_refused"
        case .registrationClosed: "registration_closed"
        case .lastOwner: "last_owner"
        case .nobodysLaptop: "nobodys_laptop"
        case .memberExists: "already_member"
        case .nameRefused, .fields: "validation"
        case .busy: "try_later"
        default: nil
        }
    }
}
