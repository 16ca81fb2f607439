import Invoicing
import JSON
import Money

/// Reads one form and collects what is wrong with it.
///
/// A field that is wrong is remembered and replaced by something harmless, so that the rest is
/// still read and judged.
struct FormDecoder {
    private enum Step {
        case name(String)
        case index(Int)
    }

    private(set) var errors: [FieldError] = []
    /// The objects whose tax could not be read as it was meant.
    private var wounded: Set<String> = []
    private var path: [Step] = []
    /// The currency of every amount, unless the form names none.
    var currency: Currency?

    /// What stands in for a currency that could not be read.
    static let anyCurrency: Currency = {
        guard let euro = try? Currency("EUR") else { preconditionFailure("the euro exists") }
        return euro
    }()

    /// Says what is expected at the place that is being read, or at a name below it.
    mutating func refuse(_ name: String? = nil, expected: String) {
        let here = pathText(path)
        let field = name.map { here.isEmpty ? $0 : "\(here).\($0)" } ?? here
        if name == nil, case .name(let leaf)? = path.last, Self.isOfTax(leaf) {
            wounded.insert(pathText(path.dropLast()))
        }
        add(FieldError(field: field.isEmpty ? "invoice" : field, expected: expected))
    }

    /// Adds what the rules say, except about fields that could not be read in the first place.
    mutating func addErrors(_ found: [FieldError]) {
        let known = Set(errors.map(\.field))
        for error in found where !known.contains(error.field) {
            let parts = error.field.split(separator: ".")
            let isOfTax = parts.last.map { Self.isOfTax($0) } ?? false
            if isOfTax, wounded.contains(parts.dropLast().joined(separator: ".")) { continue }
            add(error)
        }
    }

    private static func isOfTax(_ name: some StringProtocol) -> Bool {
        name.hasPrefix("tax") || name.hasPrefix("exemption")
    }

    /// Reads an object: the known names in their order; every other is refused with the name that
    /// it is near to. False when there is no object.
    @discardableResult
    mutating func object<Name: FormNames>(
        _ value: JSONValue, _ names: Name.Type,
        read: (inout FormDecoder, Name, JSONValue) -> Void
    ) -> Bool {
        guard case .object(let members) = value else {
            refuse(expected: "an object")
            wounded.insert(pathText(path))
            return false
        }
        var readCount = 0
        for name in Name.allCases {
            guard let member = members[name.rawValue] else { continue }
            readCount += 1
            path.append(.name(name.rawValue))
            read(&self, name, member)
            path.removeLast()
        }
        if readCount < members.count { refuseUnknown(members.keys, among: names) }
        for name in Name.required where members[name.rawValue] == nil {
            refuse(name.rawValue, expected: "this field, which may not be left out")
        }
        return true
    }

    /// Reads an array of at most so many elements.
    mutating func array(
        _ value: JSONValue, max countMax: Int, of what: String,
        read: (inout FormDecoder, JSONValue) -> Void
    ) {
        guard case .array(let elements) = value else {
            return refuse(expected: "a list of \(what)")
        }
        if elements.count > countMax { refuse(expected: "at most \(countMax) \(what)") }
        for (index, element) in elements.prefix(countMax).enumerated() {
            path.append(.index(index))
            read(&self, element)
            path.removeLast()
        }
    }

    private mutating func refuseUnknown<Name: FormNames>(
        _ words: some Collection<String>, among names: Name.Type
    ) {
        wounded.insert(pathText(path))
        let known = Name.allCases.map(\.rawValue)
        for word in words.sorted() where !known.contains(word) {
            // What is not named any more needs no advice, which is dear to find.
            guard errors.count < InvoiceForm.errorsMax else { return }
            let start = word.unicodeScalars.prefix(40)
            let shown = start.endIndex == word.endIndex ? word : String(start) + "…"
            let nearest = nearestName(to: word, among: known).map { "; perhaps \($0)" } ?? ""
            refuse(shown, expected: "a field of the form\(nearest)")
        }
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
