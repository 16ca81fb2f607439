import Bytes
import Catalog
import Sync

/// What choices are called by a person.
enum ChoiceWords {
    /// What a person is offered: `keep yours: 2`, `release 5.00 EUR of …`. The names say whose each
    /// side is.
    static func offer(
        _ choice: Choice, of conflict: Conflict, named whose: [String], in book: any BookView
    ) -> String {
        let label = { (key: RecordKey) in RecordLabel.of(key, in: book) }
        return switch choice {
        case .side(let place):
            (whose[place] == "yours" ? "keep " : "take ") + whose[place] + ": "
                + conflict.sides[place].says
        case .base: back(conflict.base)
        case .both: "keep both, one below the other"
        case .edited: "write something else"
        case .restore(let key): "keep \(label(key))"
        case .delete(let key): "delete \(label(key))"
        case .accept: acceptance(of: conflict.rule)
        case .approve: "approve it"
        case .credit(let key): "begin a credit note of \(label(key))"
        case .void(let key): "void \(label(key))"
        case .copy(let key): "copy \(label(key)), with the late edits, to a new draft"
        case .reverse(let key):
            "reverse \(label(key))"
                + (conflict.sides.count > 1 ? ", which \(order(of: key, in: conflict))" : "")
        case .release(let key, let amount): "release \(amount) of \(label(key))"
        case .renumber(let key, _): "give “\(label(key))” another number"
        case .relabel(let key): "price \(label(key)) in the other currency, by the same number"
        case .recount(let key, _): "say how many of \(label(key)) there are"
        }
    }

    /// That nothing is to be done about it, and what then goes on that had waited.
    private static func acceptance(of rule: RuleName) -> String {
        switch rule {
        case .duplicatePayment: "keep both: it came twice"
        case .twoDocuments, .numberClash: "keep all of them; they may be mailed then"
        case .unpaidAgain: "leave it open; the client may be reminded then"
        default: "leave everything as it is"
        }
    }

    private static func back(_ base: Conflict.Base) -> String {
        switch base {
        case .value(.empty, _): "clear it, as it was"
        case .value(_, let says): "go back to what was before: \(says)"
        case .unknown: "go back"
        }
    }

    private static func order(of key: RecordKey, in conflict: Conflict) -> String {
        conflict.sides.first?.record == key ? "came first" : "came later"
    }

    /// What somebody did, from the word that was kept.
    static func past(_ word: String, in book: any BookView) -> String {
        let parts = word.split(separator: "/", maxSplits: 1).map(String.init)
        let key = parts.count == 2 ? RecordKey(word: parts[1]) : nil
        let label = key.map { RecordLabel.of($0, in: book) } ?? ""
        return switch parts.first {
        case "accept": "left everything as it is"
        case "approve": "approved it"
        case "credit": "began a credit note of \(label)"
        case "void": "voided \(label)"
        case "reverse": "reversed \(label)"
        case "release": "released \(label)"
        case "renumber": "gave “\(label)” another number"
        case "relabel": "changed the currency of \(label)"
        case "recount": "counted \(label)"
        case "restore": "restored \(label)"
        case "delete": "deleted \(label)"
        default: "decided something else"
        }
    }
}
