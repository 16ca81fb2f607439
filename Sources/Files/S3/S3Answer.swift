import HTTP

/// What is read of the XML that S3 answers with: the text of one element.
enum S3Answer {
    /// The text of the first element of that name without children; `nil` when there is none.
    static func text(of name: String, in body: [UInt8]) -> String? {
        let xml = String(decoding: body, as: UTF8.self)
        guard let start = xml.firstRange(of: "<\(name)>"),
            let end = xml[start.upperBound...].firstRange(of: "</\(name)>")
        else { return nil }
        return unescaped(xml[start.upperBound..<end.lowerBound])
    }

    /// The word that says why; nothing but letters and digits of it, for it goes into logs.
    static func code(in body: [UInt8]) -> String {
        let word = text(of: "Code", in: body) ?? ""
        return String(word.prefix(64).filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
    }

    private static func unescaped(_ text: Substring) -> String {
        [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&amp;", "&")]
            .reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
    }
}
