/// Text beyond ASCII in headers (RFC 2047): words of at most 75 characters that are ASCII.
enum EncodedWord {
    private static let frame = "=?UTF-8?B?".utf8.count + "?=".utf8.count
    private static let lengthMax = 75

    /// The words of a text; no letter is cut in two. The first is shorter by what stands before it
    /// on its line.
    static func words(of text: String, after column: Int = 0) -> [String] {
        var words: [String] = []
        var part: [UInt8] = []
        var room = bytesMax(for: lengthMax - column)
        for scalar in text.unicodeScalars {
            let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            if part.count + bytes.count > room {
                words.append(word(part))
                part = []
                room = bytesMax(for: lengthMax)
            }
            part += bytes
        }
        if !part.isEmpty || words.isEmpty { words.append(word(part)) }
        return words
    }

    private static func bytesMax(for length: Int) -> Int { max(4, (length - frame) / 4 * 3) }

    private static func word(_ bytes: [UInt8]) -> String {
        "=?UTF-8?B?" + String(decoding: Base64.encode(bytes), as: UTF8.self) + "?="
    }
}
