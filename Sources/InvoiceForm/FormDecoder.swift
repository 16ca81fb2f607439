import Invoicing
import JSON
import Money

/// Reads one form and collects what is wrong with it.
///
/// A field that is wrong is remembered and replaced by something harmless, so that the rest is
/// still read and judged. Only text that is not JSON ends the reading.
struct FormDecoder {
    private enum Step {
        case name(String)
        case index(Int)
    }

    var reader: JSONReader
    private(set) var errors: [FieldError] = []
    /// The objects in which some field is wrong.
    private var wounded: Set<String> = []
    private var path: [Step] = []
    /// The currency of every amount, unless the form names none.
    var currency: Currency?

    /// What stands in for a currency that could not be read.
    static let anyCurrency: Currency = {
        guard let euro = try? Currency("EUR") else { preconditionFailure("the euro exists") }
        return euro
    }()

    init(_ bytes: [UInt8]) { reader = JSONReader(bytes, depthMax: 8) }

    /// Says what is expected at the place that is being read, or at a name below it.
    mutating func refuse(_ name: String? = nil, expected: String) {
        let here = pathText(path)
        let field = name.map { here.isEmpty ? $0 : "\(here).\($0)" } ?? here
        if name == nil, !path.isEmpty { wounded.insert(pathText(path.dropLast())) }
        wounded.insert(here)
        add(FieldError(field: field.isEmpty ? "invoice" : field, expected: expected))
    }

    /// Adds what the rules say, except about fields that could not be read in the first place.
    mutating func addErrors(_ found: [FieldError]) {
        let known = Set(errors.map(\.field))
        for error in found where !known.contains(error.field) {
            let parts = error.field.split(separator: ".")
            let isOfTax = parts.last.map { $0.hasPrefix("tax") || $0.hasPrefix("exemption") }
            if isOfTax == true, wounded.contains(parts.dropLast().joined(separator: ".")) {
                continue
            }
            add(error)
        }
    }

    /// Reads an object: each known name once, every other refused with the one it is near to.
    mutating func object<Name: FormNames>(
        _ names: Name.Type, read: (inout FormDecoder, Name) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard try expect(.object, "an object") else { return }
        try reader.openObject()
        var seen: Set<Name> = []
        while let word = try reader.nextName() {
            guard let name = Name(rawValue: word) else {
                refuseUnknown(word, among: names)
                try reader.skip()
                continue
            }
            path.append(.name(word))
            if seen.insert(name).inserted {
                try read(&self, name)
            } else {
                refuse(expected: "this field only once")
                try reader.skip()
            }
            path.removeLast()
        }
        for name in Name.required where !seen.contains(name) {
            refuse(name.rawValue, expected: "this field, which may not be left out")
        }
    }

    /// Reads an array of at most so many elements.
    mutating func array(
        max countMax: Int, of what: String,
        read: (inout FormDecoder) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard try expect(.array, "a list of \(what)") else { return }
        try reader.openArray()
        var index = 0
        while try reader.nextElement() {
            if index < countMax {
                path.append(.index(index))
                try read(&self)
                path.removeLast()
            } else {
                if index == countMax { refuse(expected: "at most \(countMax) \(what)") }
                try reader.skip()
            }
            index += 1
        }
    }

    /// Whether the next value is of a kind; one of another kind is refused and passed over.
    mutating func expect(
        _ kind: JSONReader.Kind, _ expected: @autoclosure () -> String
    ) throws(JSONError) -> Bool {
        guard try reader.kind() != kind else { return true }
        refuse(expected: expected())
        try reader.skip()
        return false
    }

    private mutating func refuseUnknown<Name: FormNames>(_ word: String, among: Name.Type) {
        let known = Name.allCases.map(\.rawValue)
        let shown = word.unicodeScalars.count <= 40 ? word : String(word.prefix(40)) + "…"
        let nearest = nearestName(to: word, among: known).map { "; perhaps \($0)" } ?? ""
        refuse(shown, expected: "a field of the form\(nearest)")
    }

    private mutating func add(_ error: FieldError) {
        guard errors.count < InvoiceForm.errorsMax else { return }
        errors.append(error)
    }

    private func pathText(_ steps: some Sequence<Step>) -> String {
        var text = ""
        for step in steps {
            switch step {
            case .name(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}
