import Catalog
package import Money
package import Sync

/// What a person can do about a conflict.
package enum Choice: Hashable, Sendable {
    /// Takes one of the sides, by its place.
    case side(Int)
    /// Goes back to what both sides began with.
    case base
    /// Keeps both texts, one below the other.
    case both
    /// Writes something else.
    case edited(Value)
    /// Keeps a record that somebody deleted.
    case restore(RecordKey)
    /// Deletes a record that somebody edited.
    case delete(RecordKey)
    /// Leaves everything as it is.
    case accept
    /// Agrees to what was taken although a rule forbids it.
    case approve
    /// Begins a credit note of a document.
    case credit(RecordKey)
    /// Voids a document.
    case void(RecordKey)
    /// Copies a draft, with the edits that came too late, to a new one.
    case copy(RecordKey)
    /// Takes a payment back that was recorded by mistake.
    case reverse(RecordKey)
    /// Releases what an allocation took too much, or all of it.
    case release(RecordKey, Amount)
    /// Gives a record another number.
    case renumber(RecordKey, String)
    /// Puts a line's price into its draft's currency, with the same digits.
    case relabel(RecordKey)
    /// Says how much was counted of a product.
    case recount(RecordKey, Decimal)

    /// What it does and to what, without what a person adds: the same on every replica.
    package var word: String {
        switch self {
        case .side(let place): "side/\(place)"
        case .base: "base"
        case .both: "both"
        case .edited: "edited"
        case .restore(let key): "restore/\(key.word)"
        case .delete(let key): "delete/\(key.word)"
        case .accept: "accept"
        case .approve: "approve"
        case .credit(let key): "credit/\(key.word)"
        case .void(let key): "void/\(key.word)"
        case .copy(let key): "copy/\(key.word)"
        case .reverse(let key): "reverse/\(key.word)"
        case .release(let key, _): "release/\(key.word)"
        case .renumber(let key, _): "renumber/\(key.word)"
        case .relabel(let key): "relabel/\(key.word)"
        case .recount(let key, _): "recount/\(key.word)"
        }
    }

    /// What a person has to add.
    package var wants: String? {
        switch self {
        case .edited: "the value"
        case .renumber: "the new number"
        case .recount: "the quantity that was counted"
        default: nil
        }
    }
}
