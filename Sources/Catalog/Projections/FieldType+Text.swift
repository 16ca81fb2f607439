import Bytes
import Invoicing
import JSON
import Money
package import Sync

extension FieldType {
    /// A value in a person's words, on one line where it is short: `12.50 EUR`, `yes`, `net 30`.
    /// References are shown by the name that is looked up, or by their id.
    package func words(
        of value: Value, naming name: (RecordKey) -> String? = { _ in nil }
    ) -> String {
        switch (self, value) {
        case (_, .empty): "nothing"
        case (.bool, .bool(let flag)): flag ? "yes" : "no"
        case (.rate, .text(let text)): text + " %"
        case (.choice, .text(let word)) where word.utf8.count > 2:
            SpelledName.separated(word, by: " ")
        case (.money, .group): Amount(value)?.description ?? "something unreadable"
        case (.reference(let collection), .bytes):
            RecordID(value).map { id in
                let key = RecordKey(collection: collection.rawValue, id: id)
                return name(key) ?? "\(collection.words) \(id.text)"
            } ?? "something unreadable"
        case (.link, .group):
            RecordKey(value).map { name($0) ?? $0.word } ?? "something unreadable"
        case (.list(let element, _), .group(let members)):
            members.map { element.words(of: $0.value, naming: name) }.joined(separator: ", ")
        case (.group(let declared), .group(let members)):
            Self.words(members, declared, name)
        default: Self.plain(json(of: value))
        }
    }

    private static func words(
        _ members: [Value.Member], _ declared: [GroupMember], _ name: (RecordKey) -> String?
    ) -> String {
        let readable = declared.compactMap { member -> String? in
            guard member.type.isReadable,
                let value = members.first(where: { $0.number == member.number })?.value
            else { return nil }
            let words = SpelledName.separated(member.name, by: " ")
            return "\(words) \(member.type.words(of: value, naming: name))"
        }
        return readable.isEmpty ? "something unreadable" : readable.joined(separator: ", ")
    }

    private var isReadable: Bool {
        if case .bytes = self { return false }
        return true
    }

    private static func plain(_ json: JSONValue) -> String {
        json.string ?? json.text()
    }
}
