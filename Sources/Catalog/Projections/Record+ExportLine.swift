import Bytes
import Causality
import JSON
package import Sync

/// A line of a book that was written out, read back.
///
/// A line is taken if and only if writing out what was read, in the words of the line, gives the
/// same line again: so nothing that it says is lost, and nobody has to guess.
extension Record {
    private static let bytesMax = 17 << 20

    /// Reads a line; the number is told with what is wrong with it.
    package init(exportLine bytes: [UInt8], number: Int) throws(FieldErrors) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes, limits: .init(bytesMax: Self.bytesMax))
        } catch {
            throw Self.malformed(number, "One record as JSON is expected. \(error)")
        }
        guard let record = Record(exported: json) else {
            throw Self.malformed(number, "A record as 'book export' writes it is expected.")
        }
        guard record.exported(like: json) == json else {
            throw Self.malformed(
                number, "The record says something that a book does not hold in this way.")
        }
        self = record
    }

    private static func malformed(_ line: Int, _ expectation: String) -> FieldErrors {
        FieldErrors([FieldError(path: "line \(line)", expectation: expectation)])
    }

    private init?(exported json: JSONValue) {
        let name = json["collection"]
        let number =
            name?.string.flatMap { CollectionNumber(name: $0[...])?.rawValue }
            ?? name?.integer.flatMap { UInt32(exactly: $0) }
        guard let number, let id = json["id"]?.string.flatMap({ RecordID(text: $0) }),
            let slots = json["registers"]?.array
        else { return nil }
        let collection = Catalog.collection(number)
        var registers: [(RegisterKey, Register)] = []
        for slot in slots {
            guard let register = Self.register(slot, of: collection) else { return nil }
            registers.append(register)
        }
        let keys = registers.map(\.0)
        guard Set(keys).count == keys.count else { return nil }
        self.init(
            key: RecordKey(collection: number, id: id), registers: Registers(registers))
    }

    private static func register(
        _ json: JSONValue, of collection: RecordCollection?
    ) -> (RegisterKey, Register)? {
        guard let name = json["field"], let siblings = json["siblings"]?.array else { return nil }
        let field = name.string.flatMap { name in
            collection?.fields.first { $0.name == name }
        }
        let isLife = name == "life" && field == nil
        let number =
            isLife ? Life.register : field?.number ?? name.integer.flatMap { UInt32(exactly: $0) }
        guard let number, let element = element(json, of: field) else { return nil }
        let read = siblings.compactMap { sibling in
            Sibling(exported: sibling) { value in
                if isLife { return Life(exported: value)?.value }
                guard element.isEmpty else { return value == true ? .bool(true) : nil }
                return field?.type.value(exact: value)
            }
        }
        let rises = zip(read, read.dropFirst()).allSatisfy { $0.dot < $1.dot }
        guard read.count == siblings.count, rises else { return nil }
        return (RegisterKey(number, element: element), Register(siblings: read))
    }

    private static func element(_ json: JSONValue, of field: Field?) -> [UInt8]? {
        if let bytes = json["elementBytes"]?.string { return Hexadecimal.bytes(bytes) }
        if let plain = json["plainElement"] { return Value(exported: plain)?.encoded }
        guard let element = json["element"] else { return [] }
        guard case .list(let type, _)? = field?.type else { return nil }
        return type.value(exact: element)?.encoded
    }
}

extension Sibling {
    fileprivate init?(exported json: JSONValue, _ read: (JSONValue) -> Value?) {
        let name = json["dot"]?.string?.split(separator: "/") ?? []
        let value = json["value"].flatMap(read) ?? json["plain"].flatMap { Value(exported: $0) }
        guard name.count == 2, let replica = ReplicaID(text: String(name[0])),
            let counter = UInt64(name[1]), counter > 0, counter < 1 << 63, let value,
            let stamp = json["stamp"]?.string.flatMap({ Stamp(exported: $0) })
        else { return nil }
        var accepted: Stamp?
        if let text = json["accepted"]?.string {
            guard let read = Stamp(exported: text) else { return nil }
            accepted = read
        }
        self.init(
            dot: Dot(replica: replica, counter: counter), stamp: stamp, accepted: accepted,
            value: value)
    }
}

extension Stamp {
    fileprivate init?(exported text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let milliseconds = UInt64(parts[0]),
            milliseconds <= Stamp.millisecondsMax, let counter = UInt16(parts[1])
        else { return nil }
        self.init(bits: milliseconds << 16 | UInt64(counter))
    }
}

extension Life {
    fileprivate init?(exported json: JSONValue) {
        switch json {
        case "alive": self = .alive
        case "deleted": self = .deleted
        default:
            guard let names = json["issued"]?.array else { return nil }
            let documents = names.compactMap { $0.string.flatMap { RecordID(text: $0) } }
            guard documents.count == names.count else { return nil }
            self = .issued(documents)
        }
    }
}

extension Value {
    /// Reads a value that describes itself.
    fileprivate init?(exported json: JSONValue) {
        switch json {
        case .null: self = .empty
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(number)
        case .string(let text): self = .text(text)
        case .number, .array: return nil
        case .object(let object):
            if let bytes = object["bytes"]?.string.flatMap({ Hexadecimal.bytes($0) }) {
                self = .bytes(bytes)
                return
            }
            guard let pairs = object["group"]?.array else { return nil }
            let members = pairs.compactMap { pair -> Member? in
                guard let pair = pair.array, pair.count == 2,
                    let number = pair[0].integer.flatMap({ UInt32(exactly: $0) }),
                    let value = Value(exported: pair[1])
                else { return nil }
                return Member(number: number, value: value)
            }
            guard members.count == pairs.count else { return nil }
            self = .group(members)
        }
    }
}

extension FieldType {
    /// Reads a value that is written as its field's JSON.
    fileprivate func value(exact json: JSONValue) -> Value? {
        switch (self, json) {
        case (_, .null): return .empty
        case (.bytes, .string(let text)), (.hash, .string(let text)):
            return Hexadecimal.bytes(text).map { .bytes($0) }
        case (.list(let element, _), .array(let elements)):
            let values = elements.compactMap { element.value(exact: $0) }
            guard values.count == elements.count else { return nil }
            return .group(
                values.enumerated().map { .init(number: UInt32($0 + 1), value: $1) })
        case (.group(let declared), .object(let object)):
            let members = declared.sorted { $0.number < $1.number }.compactMap { member in
                object[member.name].flatMap { member.type.value(exact: $0) }
                    .map { Value.Member(number: member.number, value: $0) }
            }
            return members.count == object.count ? .group(members) : nil
        default:
            guard case .success(let value) = ScalarReader(self).value(of: json) else {
                return nil
            }
            return value
        }
    }
}
