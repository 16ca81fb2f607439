package import Causality

/// Why a laptop's book did not do what was asked.
package enum AgentStoreError: Error, Hashable, Sendable {
    /// There is no such record, or it was deleted.
    case notFound(collection: String, reference: String)
    /// A number or a name belongs to more than one record.
    case ambiguous(reference: String, count: Int)
    /// The server's log does not go on where this laptop stopped.
    case logDoesNotFit(position: UInt64, expected: UInt64)
    /// The server's log holds another change under a name that stands here too.
    case dotTaken(Dot)
    /// The server's log has a change before those that its author made earlier.
    case outOfOrder(Dot)
    /// The laptop is enrolled in another book already.
    case alreadyEnrolled(server: String)
    /// No replica id could be minted.
    case noReplica
}

extension AgentStoreError: CustomStringConvertible {
    /// What happened, and what a person can do about it.
    package var description: String {
        switch self {
        case .notFound(let collection, let reference):
            "There is no \(collection) \(reference); list them to see which there are."
        case .ambiguous(let reference, let count):
            "\(count) records are called \(reference); name the one you mean by its id."
        case .logDoesNotFit(let position, let expected):
            "The server's log goes on at \(position), but this laptop has it up to "
                + "\(expected - 1); the server was probably restored from a backup."
        case .dotTaken(let dot):
            "Two databases have written as the same one (\(dot.replica), change \(dot.counter)); "
                + "nothing was overwritten. Restart the agent of the copied laptop."
        case .outOfOrder(let dot):
            "The server sent change \(dot.counter) of \(dot.replica) before the earlier ones."
        case .noReplica: "The machine gives no random numbers; nothing was written."
        case .alreadyEnrolled(let server):
            "This laptop belongs to a book on \(server) already."
        }
    }
}
