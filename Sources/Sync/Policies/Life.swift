import Bytes

/// What the life register of a record says.
package enum Life: Hashable, Sendable {
    /// It is there.
    case alive
    /// Somebody deleted it.
    case deleted
    /// A draft became documents: one, or more where two people issued it apart.
    case issued([RecordID])

    /// The number of the life register in every collection.
    package static let register: UInt32 = 0

    private enum Number: Int64 {
        case alive = 1
        case deleted = 2
        case issued = 3
    }

    /// The value that is written.
    package var value: Value {
        switch self {
        case .alive: .integer(Number.alive.rawValue)
        case .deleted: .integer(Number.deleted.rawValue)
        case .issued(let documents):
            .group([
                Value.Member(number: 1, value: .integer(Number.issued.rawValue)),
                Value.Member(
                    number: 2, value: .bytes(Set(documents).sorted().flatMap(\.bytes))),
            ])
        }
    }

    /// What a value of a life register says; `nil` where it is from a later version.
    package init?(_ value: Value) {
        switch value {
        case .integer(Number.alive.rawValue): self = .alive
        case .integer(Number.deleted.rawValue): self = .deleted
        case .group(let members):
            guard members.count == 2, members[0].value == .integer(Number.issued.rawValue),
                case .bytes(let bytes) = members[1].value, bytes.count.isMultiple(of: 16)
            else { return nil }
            self = .issued(
                stride(from: 0, to: bytes.count, by: 16).compactMap {
                    RecordID(bytes: bytes[$0..<($0 + 16)])
                })
        default: return nil
        }
    }

    /// What stands over what, before stamps are compared: issued, alive, deleted.
    var rank: Int {
        switch self {
        case .deleted: 0
        case .alive: 1
        case .issued: 2
        }
    }
}
