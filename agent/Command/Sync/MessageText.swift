import Bytes
import Catalog
import Causality
import Invoicing
import JSON
import Sync
import Wire

/// A message of the protocol as JSON: its parts by the names that they bear in the program, and
/// records and fields by their names in the catalog.
enum MessageText {
    /// Everything that a value holds.
    static func json(of value: Any) -> JSONValue {
        if let known = known(value) ?? stored(value) { return known }
        let mirror = Mirror(reflecting: value)
        return switch mirror.displayStyle {
        case .optional: mirror.children.first.map { json(of: $0.value) } ?? .null
        case .collection, .set: .array(mirror.children.map { json(of: $0.value) })
        case .dictionary: .array(mirror.children.map { pair(of: $0.value) })
        case .enum: alternative(value, mirror)
        default: members(of: mirror)
        }
    }

    private static func members(of mirror: Mirror) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for (index, child) in mirror.children.enumerated() {
            let name = child.label.flatMap { $0.hasPrefix(".") ? nil : $0 } ?? "\(index)"
            let value = json(of: child.value)
            if value != .null { members[name] = value }
        }
        return .object(members)
    }

    /// One of several cases: its name, and what comes along.
    private static func alternative(_ value: Any, _ mirror: Mirror) -> JSONValue {
        guard let child = mirror.children.first, let name = child.label else {
            return .string("\(value)")
        }
        return [name: json(of: child.value)]
    }

    private static func pair(of value: Any) -> JSONValue {
        let parts = Mirror(reflecting: value).children.map { json(of: $0.value) }
        return ["key": parts.first ?? .null, "value": parts.last ?? .null]
    }

    /// What is one word or number.
    private static func known(_ value: Any) -> JSONValue? {
        switch value {
        case let text as String: .string(text)
        case let flag as Bool: .bool(flag)
        // Any list that is empty would pass for one of bytes.
        case let bytes as [UInt8] where type(of: value) == [UInt8].self:
            .string(Hexadecimal.text(bytes))
        case let range as ClosedRange<UInt64>: .string("\(range.lowerBound)-\(range.upperBound)")
        case let number as any BinaryInteger:
            Int64(exactly: number).map { .integer($0) } ?? .string("\(number)")
        case let replica as ReplicaID: .string(text(of: replica))
        case let id as RecordID: .string(id.text)
        case let id as BookID: .string(id.text)
        case let id as DeviceID: .string(id.text)
        case let id as PersonID: .string(id.text)
        case let hash as ContentHash: .string(Hexadecimal.text(hash.bytes))
        case let dot as Dot: .string(text(of: dot))
        case let stamp as Stamp: .string(text(of: stamp))
        case let key as RecordKey: .string(key.word)
        case let address as RegisterAddress: .object(place(address))
        default: nil
        }
    }

    /// What is kept in a form of its own.
    private static func stored(_ value: Any) -> JSONValue? {
        switch value {
        case let change as SentChange: sent(change)
        case JudgedChange.Body.payload(let payload): payloadJSON(payload)
        case let change as Change: json(of: change)
        case let record as Record: record.exported
        case let vector as VersionVector: .array(vector.runs.map(run))
        default: nil
        }
    }

    static func text(of replica: ReplicaID) -> String {
        StandIn.number(of: replica).map { "#\($0)" } ?? replica.text
    }

    static func text(of dot: Dot) -> String { "\(text(of: dot.replica))/\(dot.counter)" }

    /// When it was, to the second, and the rest of the stamp.
    static func text(of stamp: Stamp) -> String {
        let seconds = Int64(stamp.milliseconds / 1_000)
        let moment = (try? Moment(seconds: seconds)).map { "\($0)" } ?? "\(seconds)"
        return "\(moment) +\(stamp.milliseconds % 1_000) ms /\(stamp.bits & 0xFFFF)"
    }

    private static func run(_ entry: (replica: ReplicaID, run: CounterRun)) -> JSONValue {
        var run: [String: JSONValue] = [
            "replica": .string(text(of: entry.replica)), "highest": json(of: entry.run.highest),
        ]
        if !entry.run.exceptions.isEmpty { run["missing"] = json(of: entry.run.exceptions) }
        return .object(run)
    }
}
