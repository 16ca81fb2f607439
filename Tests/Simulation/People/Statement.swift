import Bytes
import Sync

/// What a document or a record about money says, as its one field holds it.
struct Statement: Hashable {
    let amount: Int64
    /// What the money is taken from, or what is corrected, reversed or released.
    var from: RecordID?
    /// What it pays.
    var to: RecordID?
    /// A document's number.
    var number: String?

    init(amount: Int64, from: RecordID? = nil, to: RecordID? = nil, number: String? = nil) {
        self.amount = amount
        self.from = from
        self.to = to
        self.number = number
    }

    init?(_ value: Value?) {
        guard case .group(let members)? = value, case .integer(let amount)? = members.first?.value
        else { return nil }
        self.init(amount: amount)
        for member in members.dropFirst() {
            switch (member.number, member.value) {
            case (2, .bytes(let bytes)): from = RecordID(bytes: bytes)
            case (3, .bytes(let bytes)): to = RecordID(bytes: bytes)
            case (4, .text(let text)): number = text
            default: return nil
            }
        }
    }

    var value: Value {
        var members = [Value.Member(number: 1, value: .integer(amount))]
        if let from { members.append(Value.Member(number: 2, value: .bytes(from.bytes))) }
        if let to { members.append(Value.Member(number: 3, value: .bytes(to.bytes))) }
        if let number { members.append(Value.Member(number: 4, value: .text(number))) }
        return .group(members)
    }
}
