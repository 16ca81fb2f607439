import Bytes
import Catalog
import Causality
import Correspondence
import Sync

/// What is done to a store by the rules of the engine.
enum Deed: Sendable {
    /// To a laptop's: something came, was lost, or is due.
    case happened(Session.Laptop.Event)
    /// To a laptop's: a person writes the name of a client.
    case wrote(RecordKey, Edit)
    /// To the office's: a laptop asks; the rules may object to what it sends.
    case asked(Envelope, isObjected: Bool)
    /// To the office's: a recovery ends.
    case released
    /// To the office's: what backups hold is declared durable, and dropped or not. Who is not told
    /// how much that is finds out by itself.
    case declaredDurable(upTo: UInt64?, isDropped: Bool)
    /// To the office's: its database is backed up.
    case backedUp
    /// To the office's: its database is as it was at the last backup.
    case restored
}

/// How a person writes.
struct Edit: Sendable {
    /// From 0 to 9: most edit; some delete, settle or make.
    let kind: Int
    let name: String

    /// What is written over what is shown.
    func writes(over sight: Sight) -> [Write] {
        let isThere = sight[RegisterKey(Life.register)] != nil
        let values: [RegisterKey: Value?] = [RegisterKey(1): .text(name)]
        return switch kind {
        case 0 where isThere: sight.deletion()
        case 1: sight.resolve([RegisterKey(1): .text(name)])
        case 2..<4 where !isThere: sight.creation(values)
        default: sight.edit(values)
        }
    }
}

/// What a store says when something was done to it.
enum Said: Equatable, Sendable {
    case nothing
    case sent([Letter])
    case saved(Change?)
    case replied(Session.Reply)
    case durable(UInt64)

    /// A letter with the ticket that its answer bears.
    struct Letter: Equatable, Sendable {
        let letter: Session.Letter
        let ticket: Session.Ticket
    }
}

/// What a store holds, as far as anybody can tell from outside.
struct Holding: Equatable, Sendable {
    /// The last point of the log that it follows.
    var point: LogPoint
    /// The digest of what the log adds up to there.
    var digest: ContentHash
    /// The lines of the book's export.
    var lines: [String]
    /// The log hashes that are at hand, by their positions: they stand for entries and verdicts.
    var log: [LogPoint]
    /// A laptop's own changes that were refused.
    var refused: [Dot] = []
}
