import CommandLine
import JSON

/// What a person has to know yet of a record: what is in conflict, what the server did not take,
/// and what it has not heard of.
struct RecordNotes {
    private let record: JSONValue

    init(of record: JSONValue) { self.record = record }

    func tell(on console: Console) {
        let conflicts = (record["conflicts"]?.array ?? []).compactMap(\.string)
        if !conflicts.isEmpty {
            console.say("In conflict: \(conflicts.joined(separator: ", "), .yellow)")
        }
        for change in record["refused"]?.array ?? [] { tell(refused: change, on: console) }
        if let unsent = record["unsent"]?.integer {
            console.say("Not yet at the server: \(unsent) \(unsent == 1 ? "change" : "changes")")
        }
    }

    private func tell(refused change: JSONValue, on console: Console) {
        let name = ChangeText.short(change["change"]?.string ?? "")
        console.say("\("Not taken by the server:", .yellow) \(RefusedText.reason(of: change))")
        for write in change["writes"]?.array ?? [] {
            console.say("  \(place(of: write)): \(write["value"]?.string ?? "")")
        }
        console.note("  'counterfoil sync refused' sends \(name) again, as it is or mended.")
    }

    /// The field; of what another record was to hold, which that is.
    private func place(of write: JSONValue) -> String {
        let (field, other) = (write["field"]?.string ?? "", write["record"]?.string ?? "")
        guard let id = record["id"]?.string, !other.hasSuffix(id) else { return field }
        return "\(field) of \(other.split(separator: "/").first ?? "")"
    }
}

/// Why a change was refused.
enum RefusedText {
    static func reason(of change: JSONValue) -> String {
        change["hint"]?.string ?? change["rule"]?.string ?? change["code"]?.string ?? ""
    }
}
