import Catalog
import Causality
import Sync

/// Choices about registers: they name every value that was shown.
extension Settler {
    func field(_ choice: Choice, of conflict: Conflict) throws(SettlementError) -> [Write] {
        guard let address = conflict.register else { throw .notOffered }
        let value = try value(choice, of: conflict, at: address)
        let sight = sight(address.record)
        guard Set(sight[address.key]?.all ?? []) == Set(conflict.sides.flatMap(\.dots)) else {
            throw .changedSince
        }
        return try sight.resolve([address.key: value]) + counted(choice, because: conflict.id)
    }

    /// The first of two counts is kept, and what was counted since is moved after it.
    private func counted(
        _ choice: Choice, because question: ConflictID
    ) throws(SettlementError) -> [Write] {
        guard case .recount(let product, let counted) = choice else { return [] }
        return try recount(of: product, counted, because: question)
    }

    private func value(
        _ choice: Choice, of conflict: Conflict, at address: RegisterAddress
    ) throws(SettlementError) -> Value {
        switch choice {
        case .recount: return try self.value(.side(0), of: conflict, at: address)
        case .side(let place):
            guard conflict.sides.indices.contains(place), let value = conflict.sides[place].value
            else { throw .notOffered }
            return value
        case .base:
            guard case .value(let value, _) = conflict.base else { throw .notOffered }
            return value
        case .both: return try both(conflict, at: address)
        case .edited(let value): return try checked(value, at: address)
        default: throw .notOffered
        }
    }

    /// A value that the field would take from a form.
    private func checked(
        _ value: Value, at address: RegisterAddress
    ) throws(SettlementError) -> Value {
        guard let field = Catalog.collection(address.record.collection)?.field(address.register)
        else { throw .notOffered }
        do {
            guard try field.value(of: field.type.json(of: value), over: value) == value else {
                throw SettlementError.notOffered
            }
            return value
        } catch let error as FieldErrors {
            throw .fields(error)
        } catch {
            throw .notOffered
        }
    }

    private func both(
        _ conflict: Conflict, at address: RegisterAddress
    ) throws(SettlementError) -> Value {
        let texts = conflict.sides.compactMap { $0.value?.prose }
        let field = Catalog.collection(address.record.collection)?.field(address.register)
        guard texts.count == conflict.sides.count, case .lines(let max)? = field?.type else {
            throw .notOffered
        }
        let joined = texts.joined(separator: "\n")
        guard joined.unicodeScalars.count <= max else {
            let path = field?.name ?? ""
            throw .fields(
                FieldErrors([
                    FieldError(path: path, expectation: "At most \(max) characters are allowed.")
                ]))
        }
        return .text(joined)
    }

    func life(_ choice: Choice, of conflict: Conflict) throws(SettlementError) -> [Write] {
        guard let address = conflict.register else { throw .notOffered }
        let sight = sight(address.record)
        guard Set(sight[address.key]?.all ?? []) == Set(conflict.sides.flatMap(\.dots)) else {
            throw .changedSince
        }
        let issued = Life.issued(conflict.documents)
        switch choice {
        case .restore:
            return sight.resolve([address.key: Life.alive.value]) + sight.touchOfLivingOwner
        case .delete:
            return sight.resolve([address.key: Life.deleted.value]) + sight.touchOfLivingOwner
        case .accept: return sight.resolve([address.key: issued.value])
        case .credit(let key):
            return try sight.resolve([address.key: issued.value])
                + CreditDraft(of: key, by: self).writes
        case .copy:
            return sight.resolve([address.key: issued.value])
                + DraftCopy(of: address.record, by: self).writes
        default: throw .notOffered
        }
    }

    /// The draft of several documents says that it became all of them.
    func united(_ conflict: Conflict) throws(SettlementError) -> [Write] {
        guard
            let draft = conflict.records.first(where: {
                $0.collection == CollectionNumber.draft.rawValue
            })
        else { return [] }
        let register = book.record(draft)[Life.register]
        let lives = register.siblings.compactMap { Life($0.value) }
        guard register.isInConflict(.life), lives.allSatisfy({ !$0.documents.isEmpty }) else {
            return []
        }
        let key = RegisterKey(Life.register)
        return sight(draft).resolve([key: Life.issued(lives.flatMap(\.documents)).value])
    }
}

extension Sight {
    /// What tells the owner of what comes back or goes, so that whoever issues or deletes it apart
    /// is asked; one that is known to be issued or deleted is not touched.
    var touchOfLivingOwner: [Write] { ownerTouch.filter { $0.value == Life.alive.value } }
}

extension Conflict {
    /// The documents that its sides were issued as.
    fileprivate var documents: [RecordID] {
        sides.compactMap { $0.value.flatMap { Life($0) } }.flatMap(\.documents)
    }
}
