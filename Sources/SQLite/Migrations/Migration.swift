/// One step of a database's schema, forward only: a text of SQL and the name of its file.
package struct Migration: Sendable {
    /// The name of the file, `v0001-what.sql`.
    package let name: String
    /// The statements.
    package let text: String

    /// Takes the name and the text of a file.
    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// The number between the `v` and the first hyphen.
    var version: Int? {
        guard name.first == "v", name.hasSuffix(".sql") else { return nil }
        guard let end = name.firstIndex(of: "-") else { return nil }
        let digits = name[name.index(after: name.startIndex)..<end]
        guard digits.count == 4, digits.allSatisfy(\.isASCII) else { return nil }
        return Int(digits)
    }

    /// FNV-1a of the text: notices an edit; it guards against accidents, not against an enemy.
    var checksum: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
