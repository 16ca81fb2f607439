import Bytes
import Causality
import Sync

/// A record that a person has open.
struct Form {
    /// What the program keeps of it.
    var sight: Sight
    /// What was on the screen.
    var view: View
}

/// What was on the screen of a record, told without the program's own idea of it.
struct View {
    /// What stood in one register.
    struct Look {
        let value: Value
        /// The dots that carry the value that was shown.
        let shown: Set<Dot>
        /// All dots.
        let all: Set<Dot>
        /// The other values that were shown beside it.
        let others: [Value]
    }

    let record: RecordKey
    var looks: [RegisterKey: Look] = [:]
    var owner: RecordKey?
    var lifeOfOwner: Look?
    /// The hash of the bytes that bore each name that was shown.
    var meant: [Dot: ContentHash] = [:]

    /// The names of all that was shown.
    var dots: Set<Dot> {
        looks.values.reduce(lifeOfOwner?.all ?? []) { $0.union($1.all) }
    }

    init(of key: RecordKey, on copy: BookCopy) {
        record = key
        for slot in copy[key].registers {
            looks[slot.key] = Look(slot.value.siblings, in: slot.key, of: record.collection)
        }
        guard record.collection == Trade.line,
            case .bytes(let bytes)? = looks[RegisterKey(Trade.draftOfLine)]?.value,
            let id = RecordID(bytes: bytes)
        else { return }
        let owner = RecordKey(collection: Trade.draft, id: id)
        self.owner = owner
        lifeOfOwner = Look(copy[owner][0].siblings, in: RegisterKey(0), of: Trade.draft)
    }
}

extension View.Look {
    init?(_ siblings: [Sibling], in key: RegisterKey, of collection: UInt32) {
        let isFirst = Trade.statements.contains(collection)
        guard
            let standing = siblings.max(by: { left, right in
                if key.number == 0 {
                    let ranks = (Self.rank(left.value), Self.rank(right.value))
                    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
                }
                let isEarlier = (left.stamp, left.dot) < (right.stamp, right.dot)
                return isFirst ? !isEarlier : isEarlier
            })
        else { return nil }
        value = standing.value
        shown = Set(siblings.filter { $0.value == standing.value }.map(\.dot))
        all = Set(siblings.map(\.dot))
        others =
            siblings.count < 2 ? [] : siblings.map(\.value).filter { $0 != standing.value }
    }

    // Issued stands over alive, alive over deleted.
    private static func rank(_ life: Value) -> Int {
        switch life {
        case .group: 2
        case .integer(1): 1
        default: 0
        }
    }
}
