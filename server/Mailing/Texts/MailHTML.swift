/// A plain text as a page of HTML: paragraphs, line breaks, links; nothing else can arise.
///
/// Every character of text and values is escaped on the way; the only tags are those below.
enum MailHTML {
    static func page(_ text: String, language: MailLanguage) -> String {
        let paragraphs = text.replacing("\r\n", with: "\n").split(separator: "\n\n")
            .map {
                "<p>" + $0.split(separator: "\n").map(line).joined(separator: "<br>\n") + "</p>"
            }
            .joined(separator: "\n")
        let direction = language.isRightToLeft ? "rtl" : "ltr"
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)" dir="\(direction)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
            <meta name="color-scheme" content="light dark"></head>
            <body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
            \(paragraphs)
            </body>
            </html>

            """
    }

    /// Words that begin with https:// become links; the rest is text.
    private static func line(_ text: Substring) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let escaped = escape(word)
            let isLink = word.hasPrefix("https://") || word.hasPrefix("http://127.0.0.1")
            return isLink ? "<a href=\"\(escaped)\">\(escaped)</a>" : escaped
        }.joined(separator: " ")
    }

    private static func escape(_ text: Substring) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
