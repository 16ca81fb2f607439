/// Why the laptop and the server did not understand each other.
package enum LinkError: Error, Hashable, Sendable {
    /// The address is not a server's.
    case badAddress(String)
    /// The server cannot be reached, or cannot answer now.
    case away(reason: String)
    /// The server does not let this laptop in.
    case notLetIn(reason: String)
    /// The two sides are of releases that do not fit.
    case upgradeNeeded(reason: String)
    /// What was named does not exist on the server.
    case notFound(reason: String)
    /// The book stands still until laptops have brought the server what they hold.
    case standsStill
    /// Nothing is exchanged before a person has looked at it.
    case halted(reason: String)
    /// The server answered in a way that the protocol does not allow.
    case broken(reason: String)
}

extension LinkError: CustomStringConvertible {
    /// What happened, and what a person can do about it.
    package var description: String {
        switch self {
        case .badAddress(let address):
            "'\(address)' is not a server's address; write it like https://books.example.com."
        case .away(let reason), .notLetIn(let reason), .upgradeNeeded(let reason),
            .notFound(let reason), .halted(let reason):
            reason
        case .standsStill:
            "The book stands still: its server waits until laptops have brought what they hold, "
                + "as after it was restored from a backup. Work goes on; try again in a while."
        case .broken(let reason): "The server's answer makes no sense: \(reason)"
        }
    }
}

extension LinkError {
    /// The server does not know this laptop's key, or any more: it tells nobody who is known there,
    /// so the laptop says by itself what that means.
    static let turnedAway = LinkError.notLetIn(
        reason: "The server turned this laptop away: it was signed out of the book, or somebody "
            + "shut it out. Work goes on here, and nothing that was written is lost: 'counterfoil "
            + "login' joins again, with whatever is unsent; 'counterfoil book export' writes the "
            + "whole book down, and 'counterfoil sync refused list' what the server gave back.")
}
