package import Sync

/// What a sign-in is answered with.
package struct TokenPair: Hashable, Sendable {
    /// What is shown with each request, for a short time.
    package let access: String
    /// What a new pair is got with, once.
    package let refresh: String
    /// Seconds until the access token is refused.
    package let lifetimeSeconds: Int
    /// Who is signed in.
    package let person: PersonID
}
