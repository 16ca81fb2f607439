package import Breaker
package import Mail

/// A transport that is left alone for a while when it has failed again and again.
package struct GuardedTransport: MailTransport {
    private struct Failed: Error {
        let outcome: SendOutcome
    }

    private let transport: any MailTransport
    private let breaker: Breaker

    /// Stands before a transport.
    package init(_ transport: any MailTransport, behind breaker: Breaker) {
        self.transport = transport
        self.breaker = breaker
    }

    /// Whether nobody is let through at this moment.
    package var isResting: Bool { breaker.state == .open }

    /// Carries the mail, unless the transport is left alone. A server that refuses a mail is well;
    /// one that gives no answer is not.
    package func carry(_ mail: CarriedMail) async -> SendOutcome {
        do {
            return try await breaker.call {
                let outcome = await transport.carry(mail)
                switch outcome {
                case .accepted, .refused, .refusedForNow, .notSent(.tooLate): return outcome
                case .uncertain, .notSent: throw Failed(outcome: outcome)
                }
            }
        } catch let failed as Failed {
            return failed.outcome
        } catch {
            return .notSent(.resting)
        }
    }
}
