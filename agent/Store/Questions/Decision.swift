import Catalog
import Causality
package import Conflicts
import JSON
import Money
package import Sync

/// A conflict that waits for a person, told to the person at this laptop.
package struct OpenConflict: Sendable {
    /// What it is about.
    package let conflict: Conflict
    /// How it reads.
    package let story: Story
}

/// A conflict that was settled.
package struct Settled: Sendable {
    /// How it was.
    package let was: OpenConflict
    /// What was decided.
    package let choice: Choice
    /// The changes that say so.
    package let changes: [Change]

    /// Those that an undo takes back.
    package var revocable: [Change] { changes.filter(Settler.isRevocable) }
}

/// What a person says about a conflict.
package enum Decision: Hashable, Sendable {
    /// One's own side.
    case mine
    /// The other side.
    case theirs
    /// An offer by its number, from 1, with what it asks for.
    case offer(Int, value: String?)
    /// An offer by what it does: `both`, `base`, `restore`, `credit`, `approve`, `accept` …
    case kind(String)
    /// A field, or a member of its group, gets another value.
    case set(field: String, text: String)
}

/// Why a decision is none.
package enum DecisionError: Error, Hashable, Sendable {
    /// The conflict has nothing like it among its offers.
    case notOffered(offers: [String])
    /// Several offers are like it.
    case ambiguous(offers: [String])
    /// The offer asks for something that was not given.
    case incomplete(wants: String)
    /// The field is not the one that is in conflict.
    case otherField(String)
}

extension DecisionError: CustomStringConvertible {
    /// What happened, and what a person can do about it.
    package var description: String {
        switch self {
        case .notOffered(let offers):
            "That is not among what can be done; choose one of: " + Self.list(offers)
        case .ambiguous(let offers):
            "More than one offer is like that; name it by its number: " + Self.list(offers)
        case .incomplete(let wants): "Say \(wants) too, with --value."
        case .otherField(let field): "The conflict is about \(field); set that."
        }
    }

    private static func list(_ offers: [String]) -> String {
        offers.enumerated().map { "\($0.offset + 1) \($0.element)" }.joined(separator: " · ")
    }
}

extension OpenConflict {
    /// The choice that a decision means.
    func choice(_ decision: Decision) throws -> Choice {
        switch decision {
        case .mine: return try side { $0 == "yours" }
        case .theirs: return try side { $0 != "yours" }
        case .offer(let number, let value):
            guard number > 0, number <= conflict.offers.count else { throw notOffered }
            return try completed(conflict.offers[number - 1], with: value)
        case .kind(let kind):
            let alike = conflict.offers.indices.filter {
                conflict.offers[$0].word.prefix { $0 != "/" } == kind
            }
            guard let place = alike.first else { throw notOffered }
            guard alike.count == 1 else {
                throw DecisionError.ambiguous(offers: story.offers)
            }
            return try completed(conflict.offers[place], with: nil)
        case .set(let field, let text): return .edited(try value(of: field, text))
        }
    }

    private var notOffered: DecisionError { .notOffered(offers: story.offers) }

    private func side(_ isMeant: (String) -> Bool) throws -> Choice {
        let meant = story.sides.indices.filter { isMeant(story.sides[$0].whose) }
        guard let place = meant.first, conflict.offers.contains(.side(place)) else {
            throw notOffered
        }
        guard meant.count == 1 else { throw DecisionError.ambiguous(offers: story.offers) }
        return .side(place)
    }

    /// An offer with what a person has to add.
    private func completed(_ offer: Choice, with text: String?) throws -> Choice {
        guard let wants = offer.wants else { return offer }
        guard let text else { throw DecisionError.incomplete(wants: wants) }
        switch offer {
        case .edited: return .edited(try value(of: nil, text))
        case .renumber(let key, _): return .renumber(key, text)
        case .recount(let key, _):
            guard let counted = try? Decimal(text) else {
                throw DecisionError.incomplete(wants: wants)
            }
            return .recount(key, counted)
        default: return offer
        }
    }

    /// The value of the field in conflict that a person wrote.
    private func value(of name: String?, _ text: String) throws -> Value {
        guard let address = conflict.register,
            let collection = Catalog.collection(address.record.collection),
            let field = collection.field(address.register)
        else { throw notOffered }
        let leaves = collection.leaves.filter { $0.field == field }
        let leaf =
            name.map { name in leaves.first { $0.name == name || $0.words == name } }
            ?? (leaves.count == 1 ? leaves.first : nil)
        guard let leaf else {
            throw DecisionError.otherField(leaves.map(\.name).joined(separator: ", "))
        }
        let json = leaf.alone(leaf.json(of: text))
        try collection.checkSpelling(
            of: field.form(of: json), over: Record(key: address.record))
        // What is not named stays as it is shown.
        return try field.value(of: json, over: conflict.sides.compactMap(\.value).first ?? .empty)
    }
}
