import AgentStore
import Bytes
import Catalog
import Causality
import JSON
import Sync

extension OwnChange {
    /// The change, what it wrote, why it was refused, and its bytes.
    var json: JSONValue {
        .object(told.merging(["payload": .string(Hexadecimal.text(change.payload))]) { $1 })
    }

    /// The change, what it wrote, and why it was refused.
    fileprivate var told: [String: JSONValue] {
        var object: [String: JSONValue] = [
            "change": .string(dot.name),
            "at": .integer(Int64(clamping: change.claimed.milliseconds)),
            "records": .array(change.records.map { .string($0.word) }),
            "writes": .array(change.writes.compactMap(\.told)),
        ]
        if case .refused(let objection)? = judgement?.ruling {
            object["code"] = .string("\(objection.code)")
            object["rule"] = .string(objection.rule)
            object["hint"] = .string(objection.hint)
            object["field"] = objection.field.flatMap { field in
                Catalog.collection(field.record.collection)?.field(field.register)?.name
            }.map { .string($0) }
        }
        return object
    }
}

extension Write {
    /// The field and the value, in a person's words.
    fileprivate var told: JSONValue? {
        guard let collection = Catalog.collection(address.record.collection),
            let field = collection.field(address.register)
        else { return nil }
        return [
            "record": .string(address.record.word), "field": .string(field.words),
            "value": .string(value.map { field.type.words(of: $0) } ?? "taken out"),
        ]
    }
}

extension AgentStore {
    /// An answer about a record, and beside what stands in it what one wrote of it and the server
    /// does not have: the latest that it did not take, and how much it has not judged yet.
    func withOwnChanges(_ answer: JSONValue) async throws -> JSONValue {
        guard var object = answer.object, let id = object["id"]?.string.flatMap(RecordID.init)
        else { return answer }
        let changes = try await refused(about: id, limit: 20)
        if !changes.isEmpty { object["refused"] = .array(changes.map { .object($0.told) }) }
        let unsent = try await unsentCount(about: id, limit: 1_000)
        if unsent > 0 { object["unsent"] = .integer(Int64(unsent)) }
        return .object(object)
    }
}
