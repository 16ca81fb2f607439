import CommandLine
import Machine

/// The lines of a configuration file: `key = value`, empty lines, and comments that start with `#`.
///
/// A value that begins or ends with a space stands between double quotes, where `\"` and `\\` are
/// a quote and a backslash. A `#` after a value belongs to the value: passwords contain it.
package struct SettingsFile: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let key: String
        let value: String
        let line: Int
    }

    let path: String
    var entries: [Entry] = []
    var problems: [String] = []

    /// Reads the text of a file; what is wrong with it is kept until everything is resolved.
    package init(text: String, path: String) {
        self.path = path
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            read(line.trimmingSpaces, at: index + 1)
        }
    }

    /// Reads a file of the machine; a file that cannot be read is a problem like any other.
    package init(path: String) {
        do {
            let bytes = try AtomicFile.read(path, byteCountMax: 1 << 20)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                self.init(text: "", path: path)
                problems = ["\(path) is not UTF-8 text. Save it as UTF-8."]
                return
            }
            self.init(text: text, path: path)
        } catch {
            self.init(text: "", path: path)
            problems = ["The configuration file cannot be used. \(error)"]
        }
    }

    private mutating func read(_ line: Substring, at number: Int) {
        if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { return }
        guard let equals = line.firstIndex(of: "=") else {
            problems.append("\(path):\(number): a line reads 'key = value'.")
            return
        }
        let key = String(line[..<equals].trimmingSpaces)
        let raw = line[line.index(after: equals)...].trimmingSpaces
        guard let value = unquoted(raw) else {
            problems.append("\(path):\(number): the quotes of '\(visible(key))' do not end.")
            return
        }
        if let earlier = entries.first(where: { $0.key == key }) {
            problems.append(
                "\(path):\(number): '\(visible(key))' is already set in line \(earlier.line).")
            return
        }
        entries.append(Entry(key: key, value: value, line: number))
    }

    private func unquoted(_ raw: Substring) -> String? {
        guard raw.hasPrefix("\"") else { return String(raw) }
        var value = ""
        var rest = raw.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"" { return rest.isEmpty ? value : nil }
            guard character == "\\" else {
                value.append(character)
                continue
            }
            guard let escaped = rest.popFirst(), escaped == "\"" || escaped == "\\" else {
                return nil
            }
            value.append(escaped)
        }
        return nil
    }

    static func quoted(_ value: String) -> String {
        let isPlain = value.trimmingSpaces == value && !value.hasPrefix("\"")
        if isPlain { return value }
        return "\""
            + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
