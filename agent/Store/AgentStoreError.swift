/// Why a laptop's book did not do what was asked.
package enum AgentStoreError: Error, Hashable, Sendable {
    /// There is no such record, or it was deleted.
    case notFound(collection: String, reference: String)
    /// A record is called so only by a change that the server refused.
    case wasRefused(collection: String, reference: String, change: String)
    /// A number or a name belongs to more than one record.
    case ambiguous(reference: String, ids: [String])
    /// A record is not any more what whoever writes to it was shown.
    case changedSince(reference: String)
    /// The laptop is enrolled in another book already.
    case alreadyEnrolled(server: String)
    /// There is no such conflict, or it was settled.
    case noSuchConflict(String)
    /// There is no such change here, or its log was dropped.
    case noSuchChange(String)
    /// A file is no book, or one of a later version.
    case strangeFile(String)
    /// No replica id could be minted.
    case noReplica
}

extension AgentStoreError: CustomStringConvertible {
    /// What happened, and what a person can do about it.
    package var description: String {
        switch self {
        case .notFound(let collection, let reference):
            "There is no \(collection) \(reference); list them to see which there are."
        case .wasRefused(let collection, let reference, let change):
            "There is no \(collection) \(reference), because the server did not take it; "
                + "'counterfoil sync refused show \(change)' tells why and what can be done."
        case .ambiguous(let reference, let ids):
            "More than one is called \(reference); name the one you mean by its id: "
                + ids.prefix(5).joined(separator: ", ") + (ids.count > 5 ? " …" : ".")
        case .changedSince(let reference):
            "What was shown of \(reference) has changed since, and nothing was written; look "
                + "again, then decide."
        case .noSuchConflict(let reference):
            "There is no conflict \(reference), or it is settled; "
                + "'counterfoil conflicts list' shows which there are."
        case .noSuchChange(let reference):
            "There is no change \(reference) here; "
                + "'counterfoil history' shows the changes of a record."
        case .strangeFile(let path):
            "\(path) is no book that this version reads; upgrade the program, or write the book "
                + "out with 'counterfoil book export' where it is at home."
        case .noReplica: "The machine gives no random numbers; nothing was written."
        case .alreadyEnrolled(let server):
            "This laptop belongs to a book on \(server) already."
        }
    }
}
