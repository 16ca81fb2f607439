import Bytes
import Catalog
import Causality
import Sync

/// What an owner of a book has to be asked: whether a change may stand that was taken although a
/// rule forbids it, since it tells of what has already happened.
///
/// The id of the record that asks follows from the change, so that asking again after a restore
/// makes the same record.
struct OwedApproval: Hashable, Sendable {
    private static let recordsMax = 100
    private static let ruleCharactersMax = 100

    let id: RecordID
    let value: Value

    /// What is owed for an entry of the log, if anything is.
    init?(_ entry: LogEntry) throws {
        guard let judged = entry.change, let approval = Approval(for: judged),
            case .payload(let payload) = judged.body
        else { return nil }
        let rule = approval.objection.rule
        let deeds = try Change(payload: payload).records.filter {
            Catalog.schema.deed($0.collection) == .deed
        }
        let change = ChangeName.value(of: approval.change)
        id = DerivedID.of("approval", [change.encoded])
        let writes = Catalog.approval.creation(
            of: id,
            values: [
                "change": change,
                "rule": .text(rule.isEmpty ? "rule" : "\(rule.prefix(Self.ruleCharactersMax))"),
                "records": .list(deeds.prefix(Self.recordsMax).map(\.value)),
            ], owner: nil)
        guard let value = writes.first?.value else { return nil }
        self.value = value
    }

    init(id: RecordID, encoded bytes: [UInt8]) throws {
        self.id = id
        var reader = ByteReader(bytes)
        value = try Value(from: &reader)
    }

    /// What makes the record that asks.
    var write: Write {
        let record = RecordKey(collection: Catalog.approval.number, id: id)
        let register = Catalog.approval.fields.first?.number ?? 0
        return Write(
            address: RegisterAddress(record: record, register: register), value: value,
            replaces: [])
    }
}

extension Value {
    fileprivate static func list(_ elements: [Value]) -> Value {
        .group(
            elements.enumerated().map {
                Member(number: UInt32($0.offset + 1), value: $0.element)
            })
    }
}
