/// A language by its tag (BCP 47): `de`, `pt-BR`, `sr-Latn-RS`.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
    /// The tag, written as the recommendation writes it.
    package let text: String

    /// What a book speaks that says nothing else.
    package static let english = LanguageTag(unchecked: "en")

    /// Reads a language of two or three letters, then perhaps a script and a region.
    package init(_ text: String) throws(InvoicingError) {
        let parts = text.utf8.prefix(16).split(
            separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 15, let tag = Self.canonical(parts.map(Array.init)) else {
            throw .malformed(expected: "a language tag such as de, en-GB or sr-Latn-RS")
        }
        self.text = tag
    }

    /// The tag.
    package var description: String { text }

    private init(unchecked text: String) { self.text = text }

    private static func canonical(_ parts: [[UInt8]]) -> String? {
        var rest = parts[...]
        guard let language = rest.popFirst(), (2...3).contains(language.count), isWord(language)
        else { return nil }
        var tag = [String(decoding: language, as: UTF8.self).lowercased()]
        if let script = rest.first, script.count == 4, isWord(script) {
            let small = String(decoding: script, as: UTF8.self).lowercased()
            tag.append(small.prefix(1).uppercased() + small.dropFirst())
            rest = rest.dropFirst()
        }
        if let region = rest.popFirst() {
            let isNumber = region.count == 3 && region.allSatisfy(\.isDigit)
            guard isNumber || region.count == 2 && isWord(region) else { return nil }
            tag.append(String(decoding: region, as: UTF8.self).uppercased())
        }
        return rest.isEmpty ? tag.joined(separator: "-") : nil
    }

    private static func isWord(_ part: [UInt8]) -> Bool { part.allSatisfy(\.uppercased.isCapital) }
}

/// The name of a time zone, as the system's zone files are named: `Europe/Berlin`.
///
/// Never a path: no part of it is empty or begins with a point.
package struct ZoneName: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    package let text: String

    /// Reads a name; whether there is such a zone only its file can tell.
    package init(_ text: String) throws(InvoicingError) {
        let bytes = Array(text.utf8.prefix(65))
        let signs = Array("_+-".utf8)
        let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isName = parts.allSatisfy { part in
            part.first?.uppercased.isCapital == true
                && part.allSatisfy { $0.isDigit || $0.uppercased.isCapital || signs.contains($0) }
        }
        guard bytes.count <= 64, parts.count <= 4, isName else {
            throw .malformed(expected: "a time zone's name such as Europe/Berlin")
        }
        self.text = text
    }

    /// The name.
    package var description: String { text }
}
