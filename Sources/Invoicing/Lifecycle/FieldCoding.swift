/// Gathers the fields of a record; what has no value is left out.
struct FieldWriter {
    private var fields: [String: CanonicalValue] = [:]

    var value: CanonicalValue { .fields(fields) }

    mutating func put(_ name: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        fields[name] = .text(text)
    }

    mutating func put(_ name: String, _ value: CanonicalValue?) { fields[name] = value }

    mutating func put(_ name: String, _ values: [CanonicalValue]) {
        guard !values.isEmpty else { return }
        fields[name] = .list(values)
    }
}

/// Reads the fields of a record and names the one that cannot be read.
struct FieldReader {
    private let fields: [String: CanonicalValue]
    private let path: String

    init(_ value: CanonicalValue, _ path: String) throws(InvoicingError) {
        guard case .fields(let fields) = value else { throw .document(.field(path)) }
        self.fields = fields
        self.path = path
    }

    func has(_ name: String) -> Bool { fields[name] != nil }

    func text(_ name: String) throws(InvoicingError) -> String {
        guard case .text(let text)? = fields[name] else { throw fault(name) }
        return text
    }

    func read<Value, Failure: Error>(
        _ name: String, _ parse: (String) throws(Failure) -> Value
    ) throws(InvoicingError) -> Value {
        let text = try text(name)
        do {
            return try parse(text)
        } catch {
            throw fault(name)
        }
    }

    func optional<Value, Failure: Error>(
        _ name: String, _ parse: (String) throws(Failure) -> Value
    ) throws(InvoicingError) -> Value? {
        has(name) ? try read(name, parse) : nil
    }

    func optionalText(_ name: String) throws(InvoicingError) -> String? {
        has(name) ? try text(name) : nil
    }

    func flag(_ name: String) throws(InvoicingError) -> Bool {
        switch try text(name) {
        case "true": true
        case "false": false
        default: throw fault(name)
        }
    }

    func whole(_ name: String) throws(InvoicingError) -> Int {
        let text = try text(name)
        guard let value = Int(text), String(value) == text, value >= 0 else { throw fault(name) }
        return value
    }

    func record(_ name: String) throws(InvoicingError) -> FieldReader {
        guard let value = fields[name] else { throw fault(name) }
        return try FieldReader(value, path + name + ".")
    }

    func optionalRecord(_ name: String) throws(InvoicingError) -> FieldReader? {
        has(name) ? try record(name) : nil
    }

    /// The records of a list; none when it is left out.
    func records(_ name: String) throws(InvoicingError) -> [FieldReader] {
        var readers: [FieldReader] = []
        for (index, value) in try values(name).enumerated() {
            readers.append(try FieldReader(value, "\(path)\(name)[\(index)]."))
        }
        return readers
    }

    /// The texts of a list; none when it is left out.
    func texts<Value, Failure: Error>(
        _ name: String, _ parse: (String) throws(Failure) -> Value
    ) throws(InvoicingError) -> [Value] {
        var results: [Value] = []
        for value in try values(name) {
            guard case .text(let text) = value else { throw fault(name) }
            do {
                results.append(try parse(text))
            } catch {
                throw fault(name)
            }
        }
        return results
    }

    func fault(_ name: String) -> InvoicingError { .document(.field(path + name)) }

    private func values(_ name: String) throws(InvoicingError) -> [CanonicalValue] {
        guard let value = fields[name] else { return [] }
        guard case .list(let values) = value else { throw fault(name) }
        return values
    }
}
