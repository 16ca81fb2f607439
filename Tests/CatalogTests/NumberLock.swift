import Catalog
import Sync

/// Every number that was ever used, one on a line, as `Numbers.lock` keeps them.
///
/// A line is `NUMBERS NAME WORDS…`, where the words say what can never change: the type, the
/// policy, whether writing it touches the record, who owns it. A number that is no longer used
/// stays, and gets a second line: `NUMBERS retired`. A line `NUMBERS<=BOUND` or `NUMBERS>=BOUND`
/// says how much it has taken: it may take more, and never less. A line `version N` stands before
/// what the catalog's version N has added.
struct NumberLock {
    private(set) var version: UInt32 = 0
    private(set) var lines: [String: [String]] = [:]
    private(set) var retired: Set<String> = []
    private(set) var faults: [String] = []

    init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map(String.init)
            if words.count == 2, words[0] == "version" {
                if let next = UInt32(words[1]), next > version {
                    version = next
                } else {
                    faults.append("version \(words[1]) does not follow \(version)")
                }
            } else if words.count == 2, words[1] == "retired" {
                if lines[words[0]] == nil {
                    faults.append("\(words[0]) is retired, but was not used")
                }
                retired.insert(words[0])
            } else if lines.updateValue(Array(words.dropFirst()), forKey: words[0]) != nil {
                faults.append("\(words[0]) stands twice")
            }
        }
    }

    /// What is wrong with a catalog, in sentences; nothing if it only added numbers.
    func violations(by collections: [RecordCollection]) -> [String] {
        let declared = Self.entries(of: collections)
        let numbers = Dictionary(declared.map { ($0.number, $0.words) }) { first, _ in first }
        var found = faults
        for (number, words) in lines.sorted(by: { $0.key < $1.key }) {
            if let bound = Bound(number) {
                let isThere = numbers[bound.field] == lines[bound.field]
                if isThere, !retired.contains(bound.field), !bound.isKept(by: numbers.keys) {
                    found.append("\(number) holds no more; what it took has to be taken for ever")
                }
                continue
            }
            switch (numbers[number], retired.contains(number)) {
            case (nil, false): found.append("\(number) \(words[0]) vanished; mark it retired")
            case (.some, true): found.append("\(number) is retired, and is used again")
            case (let now?, false) where now != words:
                found.append(
                    "\(number) was '\(words.joined(separator: " "))' and is now "
                        + "'\(now.joined(separator: " "))'; take a new number")
            default: break
            }
        }
        return found
    }

    /// The lines of numbers that the lock does not know yet, as those of a version.
    func additions(by collections: [RecordCollection], in version: UInt32) -> [String] {
        let added = Self.entries(of: collections).filter { lines[$0.number] == nil }.map {
            ([$0.number] + $0.words).joined(separator: " ")
        }
        return added.isEmpty ? [] : ["version \(version)"] + added
    }

    private typealias Entry = (number: String, words: [String])

    private static func entries(of collections: [RecordCollection]) -> [Entry] {
        collections.sorted { $0.number < $1.number }.flatMap { collection -> [Entry] in
            let number = "\(collection.number)"
            let owner = collection.owner.map { "owner=\(collection.number).\($0.field)" }
            let words = [collection.name, kind(collection.kind)] + [owner].compactMap { $0 }
            return [(number, words)] + collection.fields.flatMap { entries(of: $0, below: number) }
        }
    }

    private static func kind(_ kind: RecordCollection.Kind) -> String {
        if case .appendOnly(let deed) = kind { return "appendOnly(\(deed))" }
        return "\(kind)"
    }

    private static func entries(of field: Field, below prefix: String) -> [Entry] {
        let number = "\(prefix).\(field.number)"
        let words = [
            field.name, name(of: field.type), "\(field.policy)",
            field.touches ? "touches" : "touchesNot",
        ]
        return [(number, words)] + bounds(of: field.type, at: number)
            + parts(of: field.type, below: number)
    }

    private static func parts(of type: FieldType, below prefix: String) -> [Entry] {
        switch type {
        case .group(let members):
            members.flatMap { member -> [Entry] in
                let number = "\(prefix).\(member.number)"
                return [(number, [member.name, name(of: member.type)])]
                    + bounds(of: member.type, at: number) + parts(of: member.type, below: number)
            }
        case .choice(let words): words.map { ("\(prefix)=\($0)", ["word"]) }
        case .list(let element, _): parts(of: element, below: prefix + "[]")
        case .link(let collections):
            collections.map { ("\(prefix)/\($0.rawValue)", ["link"]) }
        default: []
        }
    }

    /// How much a type takes.
    private static func bounds(of type: FieldType, at number: String) -> [Entry] {
        switch type {
        case .text(let max), .lines(let max), .bytes(let max):
            [("\(number)<=\(max)", ["bound"])]
        case .decimal(let places): [("\(number)<=\(places)", ["bound"])]
        case .whole(let range):
            [
                ("\(number)>=\(range.lowerBound)", ["bound"]),
                ("\(number)<=\(range.upperBound)", ["bound"]),
            ]
        case .list(let element, let max):
            [("\(number)<=\(max)", ["bound"])] + bounds(of: element, at: number + "[]")
        default: []
        }
    }

    /// Bounds may grow and words may be added, so they are no part of the name.
    private static func name(of type: FieldType) -> String {
        switch type {
        case .reference(let collection): "reference(\(collection.rawValue))"
        case .list(let element, _): "list(\(name(of: element)))"
        default: String("\(type)".prefix { $0 != "(" })
        }
    }
}

/// How much a number has once taken.
private struct Bound {
    private let number: String
    private let isUpper: Bool
    private let limit: Int64

    init?(_ text: String) {
        guard let sign = text.firstIndex(where: { $0 == "<" || $0 == ">" }),
            let limit = Int64(text[sign...].dropFirst(2))
        else { return nil }
        number = String(text[..<sign])
        isUpper = text[sign] == "<"
        self.limit = limit
    }

    /// The field or member that took it, itself or in each element of its list.
    var field: String { String(number.prefix { $0 != "[" }) }

    /// Whether what is declared takes as much.
    func isKept(by declared: some Sequence<String>) -> Bool {
        declared.lazy.compactMap { Bound($0) }.contains { other in
            other.number == number && other.isUpper == isUpper
                && (isUpper ? other.limit >= limit : other.limit <= limit)
        }
    }
}
